import { summary } from '../latencies.mjs';
import { Laboratory } from '../laboratory.mjs';
import { ages } from '../viewers/progress.mjs';
import { slowLink } from '../viewers/slow-link.mjs';

const SLOW_BITS_PER_SECOND = 64_000;
/** The nodes have begun at different moments by then, and are as in the middle of a day. */
const SETTLING_SHARE = 0.25;

/**
 * The ordinary case: every node always computes, runs take it as long as it takes for all nodes together to
 * finish `rate` of them a second. How long a request for work waits then, and how old what a viewer at the
 * end of a slow link is shown.
 */
export async function measureAtRate({ experiment, runs, rate, seconds, nodes, viewers, ...place }) {
  const laboratory = await Laboratory.open(place);
  const link = await slowLink(Number(new URL(laboratory.url).port), SLOW_BITS_PER_SECOND);
  let watching;
  let slow;
  try {
    await laboratory.connectNodes(nodes, place.resultsFile);
    await laboratory.setPace(nodes / rate);
    watching = await laboratory.connectViewers(viewers);
    slow = await laboratory.connectViewers(1, link.url);
    const experimentId = await laboratory.submit(experiment);
    await watching.do('watch', { experimentId });
    const slowWatch = slow.do('watch', { experimentId });
    // Its answer may be long in coming, or never come.
    slowWatch.catch(() => undefined);
    const from = Date.now();
    const before = await laboratory.watch(experimentId, { until: runs, seconds: SETTLING_SHARE * seconds });
    await laboratory.takeMeasured();
    const usage = await laboratory.watch(experimentId, { until: runs, seconds });
    const to = Date.now();
    const measured = await laboratory.takeMeasured();
    const { sightings: truth } = await watching.do('seen');
    const { sightings, frames } = await slow.do('seen');
    const shown = ages(truth, sightings, { from, to });
    return {
      rate,
      runsPerSecond: (usage.finished - before.finished) / usage.seconds,
      dispatchMilliseconds: summary(measured.leaseMilliseconds),
      resultMilliseconds: summary(measured.completeMilliseconds),
      hintMilliseconds: summary(measured.hintMilliseconds),
      refusals: measured.refusals,
      disconnections: measured.disconnections,
      viewersLost: await watching.do('lost'),
      ...usage,
      slowViewer: {
        bitsPerSecond: SLOW_BITS_PER_SECOND,
        frames,
        firstSightSeconds: sightings.length === 0 ? null : (sightings[0].at - from) / 1000,
        ageSeconds: summary(shown.map((sample) => sample.seconds)),
        lostConnection: (await slow.do('lost')) > 0,
        ages: shown.filter((_, index) => index % 4 === 0),
      },
    };
  } finally {
    await slow?.end();
    await link.close();
    await laboratory.close(watching);
  }
}
