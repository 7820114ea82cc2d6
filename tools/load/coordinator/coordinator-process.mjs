import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCoordinator, keepHeapSmall } from '@crossover/coordinator';
import { obey } from '../obey.mjs';

const NANOSECONDS_PER_MILLISECOND = 1e6;

let coordinator;
const delays = monitorEventLoopDelay({ resolution: 10 });

/** The coordinator that is measured: the same that `crossover serve` runs, with its log in a file. */
obey(
  {
    async start({ folder, databaseUrl }) {
      keepHeapSmall();
      coordinator = await createCoordinator({
        port: 0,
        ...(databaseUrl === undefined ? { dataFolder: folder } : { databaseUrl }),
        logger: { stream: createWriteStream(join(folder, 'coordinator.log')) },
      });
      delays.enable();
      const { url, tokens } = coordinator;
      return { url, tokens };
    },
    /** How late the event loop was since this was asked the last time, in milliseconds. */
    takeDelays() {
      const { max } = delays;
      const p99 = delays.percentile(99);
      delays.reset();
      return { p99: p99 / NANOSECONDS_PER_MILLISECOND, max: max / NANOSECONDS_PER_MILLISECOND };
    },
    finishedRuns({ experimentId }) {
      return coordinator.experiments().find(({ id }) => id === experimentId).runs.finished;
    },
  },
  { onEnd: () => coordinator?.close() },
);
