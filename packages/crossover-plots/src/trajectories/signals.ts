import type { LogDomain } from '../axes/decades.ts';
import { logTicks } from '../axes/ticks.ts';
import { timeTicks } from '../axes/time-range.ts';
import { decadeOf, powerOfTen } from '../text/numbers.ts';
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

/** Minor ticks of a decade on fewer pixels than this run into a solid bar. */
const LEAST_DECADE = 22;

function roomForMinorTicks(risk: LogDomain, height: number): boolean {
  return height / (decadeOf(risk.max) - decadeOf(risk.min)) >= LEAST_DECADE;
}

const isDecade = (tick: number): boolean => powerOfTen(decadeOf(tick)) === tick;

/** Values of all parameters for what is shown of each axis. */
export function signalValues(
  panels: readonly Panel[],
  shown: readonly LogDomain[],
  risk: LogDomain,
  view: TrajectoriesView,
  panelHeight: number,
): Record<string, unknown> {
  const times = panels.flatMap(({ index, range }): [string, unknown][] => [
    [signalNames.timeMin(index), shown[index].min],
    [signalNames.timeMax(index), shown[index].max],
    [signalNames.timeTicks(index), timeTicks(range, shown[index])],
  ]);
  const ticks = logTicks(risk);
  return {
    [signalNames.riskMin]: risk.min,
    [signalNames.riskMax]: risk.max,
    [signalNames.riskTicks]: roomForMinorTicks(risk, panelHeight) ? ticks : ticks.filter(isDecade),
    ...Object.fromEntries(times),
    [signalNames.hidden]: [...(view.hidden ?? [])],
    [signalNames.emphasis]: view.emphasis ?? null,
  };
}
