import type { LogDomain } from '../axes/decades.ts';
import { logTicks } from '../axes/ticks.ts';
import { timeTicks } from '../axes/time-range.ts';
import type { TrajectoriesView } from './input.ts';
import type { Panel } from './panels.ts';

/** Names of the parameters that a page changes. */
export const signalNames = {
  riskMin: 'riskMin',
  riskMax: 'riskMax',
  riskTicks: 'riskTicks',
  timeMin: (panel: number) => `timeMin${panel}`,
  timeMax: (panel: number) => `timeMax${panel}`,
  timeTicks: (panel: number) => `timeTicks${panel}`,
  /** Groups that the legend has switched off. */
  hidden: 'hidden',
  /** The one group that stands out, or null. */
  emphasis: 'emphasis',
} as const;

/** Values of all parameters for what is shown of each axis. */
export function signalValues(
  panels: readonly Panel[],
  shown: readonly LogDomain[],
  risk: LogDomain,
  view: TrajectoriesView,
): Record<string, unknown> {
  const times = panels.flatMap(({ index, range }): [string, unknown][] => [
    [signalNames.timeMin(index), shown[index].min],
    [signalNames.timeMax(index), shown[index].max],
    [signalNames.timeTicks(index), timeTicks(range, shown[index])],
  ]);
  return {
    [signalNames.riskMin]: risk.min,
    [signalNames.riskMax]: risk.max,
    [signalNames.riskTicks]: logTicks(risk),
    ...Object.fromEntries(times),
    [signalNames.hidden]: [...(view.hidden ?? [])],
    [signalNames.emphasis]: view.emphasis ?? null,
  };
}
