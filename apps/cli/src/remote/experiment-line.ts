import type { ExperimentSummary } from '@crossover/protocol';
import { formatDuration } from '../terminal/duration.ts';

/** An experiment in one line: how far it is, and how long it will still take. */
export function experimentLine({ name, fraction, runs, secondsLeft }: ExperimentSummary): string {
  return [
    `${name} ${Math.floor(100 * fraction)} %`,
    `${runs.finished} of ${runs.total} runs`,
    ...(runs.failed > 0 ? [`${runs.failed} failed`] : []),
    ...(secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`]),
  ].join(' · ');
}
