import type { ExperimentSummary } from '@crossover/protocol';
import { formatShare, plural } from '../format/counts.ts';
import { formatDuration, formatTimeLeft } from '../format/durations.ts';

/** How far an experiment is, in one line: 45 %, about 20 s left · 12 of 48 runs. */
export function progressWords(experiment: ExperimentSummary): string {
  const { state, fraction, secondsLeft, runs, createdAt, finishedAt } = experiment;
  const done = `${runs.finished} of ${plural(runs.total, 'run')}`;
  const failed = runs.failed > 0 ? [plural(runs.failed, 'run failed', 'runs failed')] : [];
  switch (state) {
    case 'running': {
      const left = secondsLeft === null ? [] : [`${formatTimeLeft(secondsLeft)} left`];
      return [formatShare(fraction), ...left, done, ...failed].join(' · ');
    }
    case 'queued':
      return [`waiting for a node`, plural(runs.total, 'run')].join(' · ');
    case 'finished': {
      const seconds = finishedAt === null ? null : (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
      const took = seconds === null || seconds < 0 ? [] : [`in ${formatDuration(seconds)}`];
      return [plural(runs.total, 'run'), ...took].join(' · ');
    }
    case 'paused':
    case 'failed':
    case 'cancelled':
      return [formatShare(fraction), done, ...failed].join(' · ');
  }
}

/** What has come of computing runs twice: 3 runs verified on a second node · 2 wait for another node · 1 result that differed. */
export function verificationWords(verification: ExperimentSummary['verification']): string {
  const { verified, mismatches, waiting } = verification;
  const open = waiting > 0 ? [`${plural(waiting, 'waits', 'wait')} for another node`] : [];
  const differed =
    mismatches > 0 ? [plural(mismatches, 'result that differed', 'results that differed')] : [];
  return [`${plural(verified, 'run')} verified on a second node`, ...open, ...differed].join(' · ');
}
