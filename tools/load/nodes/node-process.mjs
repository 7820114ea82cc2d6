import { Latencies } from '../latencies.mjs';
import { ResultsFile } from '../results/results-file.mjs';
import { obey } from '../obey.mjs';
import { LightNode } from './light-node.mjs';

/** Connections that are being made at the same time. */
const CONNECTING = 25;

const measured = {
  leaseMilliseconds: new Latencies(),
  hintMilliseconds: new Latencies(),
  completeMilliseconds: new Latencies(),
  leases: 0,
  accepted: 0,
  refusals: 0,
  disconnections: 0,
};
let nodes = [];

/** A process full of light nodes. */
obey({
  async connect({ url, token, first, count, resultsFile }) {
    const results = new ResultsFile(resultsFile);
    const made = Array.from(
      { length: count },
      (_, index) => new LightNode({ url, token, index: first + index, results, measured }),
    );
    for (let next = 0; next < made.length; next += CONNECTING) {
      await Promise.all(made.slice(next, next + CONNECTING).map((node) => node.connect()));
    }
    nodes = made;
  },
  setPace({ secondsPerRun }) {
    for (const node of nodes) node.setPace(secondsPerRun);
  },
  /** What has been measured since it was asked the last time. */
  takeMeasured() {
    const taken = {
      ...measured,
      leaseMilliseconds: measured.leaseMilliseconds.take(),
      hintMilliseconds: measured.hintMilliseconds.take(),
      completeMilliseconds: measured.completeMilliseconds.take(),
    };
    Object.assign(measured, { leases: 0, accepted: 0, refusals: 0, disconnections: 0 });
    return taken;
  },
});
