import { summary } from '../latencies.mjs';
import { Laboratory } from '../laboratory.mjs';

/** A measurement that has not ended by then says how far it came. */
const MOST_SECONDS = 600;

/**
 * As many runs a second as the coordinator keeps up with: runs take the nodes no time, results are
 * delivered as fast as they are taken, and everybody watches. From the submission's answer to the last
 * acknowledged result.
 */
export async function measureThroughput({ experiment, runs, nodes, viewers, ...place }) {
  const laboratory = await Laboratory.open(place);
  let watching;
  try {
    watching = await laboratory.connectViewers(viewers);
    const submitted = performance.now();
    const experimentId = await laboratory.submit(experiment);
    const submissionSeconds = (performance.now() - submitted) / 1000;
    const submissionDelays = await laboratory.coordinator.do('takeDelays');
    await watching.do('watch', { experimentId });
    const began = performance.now();
    const connecting = laboratory.connectNodes(nodes, place.resultsFile);
    const usage = await laboratory.watch(experimentId, { until: runs, seconds: MOST_SECONDS });
    const seconds = (performance.now() - began) / 1000;
    await connecting;
    const measured = await laboratory.takeMeasured();
    const { frames } = await watching.do('seen');
    return {
      runsPerSecond: usage.finished / seconds,
      submission: { seconds: submissionSeconds, eventLoopMilliseconds: submissionDelays },
      dispatchMilliseconds: summary(measured.leaseMilliseconds),
      resultMilliseconds: summary(measured.completeMilliseconds),
      leases: measured.leases,
      accepted: measured.accepted,
      refusals: measured.refusals,
      disconnections: measured.disconnections,
      frames,
      viewersLost: await watching.do('lost'),
      ...usage,
      seconds,
    };
  } finally {
    await laboratory.close(watching);
  }
}
