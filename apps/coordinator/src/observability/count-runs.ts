import type { LabFeed } from '../lab-feed.ts';
import type { Metrics } from './metrics.ts';

/** Counts the runs that end here; what ends at other coordinators they count themselves. */
export function countRuns(feed: LabFeed, { finishedRuns, failedRuns }: Metrics): void {
  feed.subscribe((event) => {
    if (event.kind !== 'run' || event.elsewhere === true) return;
    if (event.update.state === 'finished') finishedRuns.inc();
    if (event.update.state === 'failed') failedRuns.inc();
  });
}
