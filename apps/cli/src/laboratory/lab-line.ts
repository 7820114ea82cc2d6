import type { ExperimentSummary, NodeSummary } from '@crossover/protocol';
import { experimentLine } from '../remote/experiment-line.ts';
import { hasEnded } from '../remote/follow-experiment.ts';

/** The laboratory in one line; null while nothing is to be done. */
export function labLine(
  experiments: readonly ExperimentSummary[],
  nodes: readonly NodeSummary[],
): string | null {
  const atWork = experiments.filter((experiment) => !hasEnded(experiment));
  const oldest = atWork.at(-1);
  if (oldest === undefined) return null;
  const connected = nodes.filter((node) => node.connected);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const stepsPerSecond = sum(connected.map((node) => node.stepsPerSecond));
  return [
    experimentLine(oldest),
    ...(atWork.length > 1 ? [`${atWork.length - 1} more waiting`] : []),
    `${sum(connected.map((node) => node.busyThreads))} of ${sum(connected.map((node) => node.threads))} threads`,
    ...(stepsPerSecond > 0 ? [`${stepsPerSecond.toPrecision(2)} steps/s`] : []),
  ].join(' · ');
}
