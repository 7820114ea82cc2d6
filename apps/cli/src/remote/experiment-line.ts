import type { ExperimentSummary } from '@crossover/protocol';
import { formatDuration } from '../terminal/duration.ts';

/** An experiment in one line: how far it is, and how long it will still take. */
export function experimentLine(summary: ExperimentSummary): string {
  const { name, state, fraction, runs, secondsLeft, verification } = summary;
  return [
    `${name} ${Math.floor(100 * fraction)} %`,
    `${runs.finished} of ${runs.total} runs`,
    ...(state === 'paused' ? ['paused'] : []),
    ...(verification.mismatches > 0 ? [`${verification.mismatches} with different bits on two nodes`] : []),
    // Before its end more come every moment, and are done when the nodes have nothing else.
    ...(state === 'finished' && verification.waiting > 0
      ? [`${verification.waiting} to be verified by another node`]
      : []),
    ...(runs.failed > 0 ? [`${runs.failed} failed`] : []),
    ...(secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`]),
  ].join(' · ');
}
