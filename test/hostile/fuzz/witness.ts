/**
 * Loaded into the coordinator's process before anything else (`--import`): writes down what cannot be seen from
 * outside. It changes nothing: an error that nobody catches ends the process as ever, only not in silence.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['CROSSOVER_FUZZ_WITNESS'];
const EVERY_MILLISECONDS = 250;

/** One line of what the witness writes. */
export type Testimony =
  | {
      readonly kind: 'memory';
      readonly rss: number;
      readonly heap: number;
      readonly delayMilliseconds: number;
    }
  | { readonly kind: 'uncaught'; readonly origin: string; readonly error: string }
  | { readonly kind: 'polluted'; readonly keys: readonly string[] };

if (file !== undefined && isMainThread) {
  const write = (testimony: Testimony) => appendFileSync(file, `${JSON.stringify(testimony)}\n`);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on('uncaughtExceptionMonitor', (error, origin) =>
    write({ kind: 'uncaught', origin, error: error.stack ?? String(error) }),
  );
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    write({ kind: 'memory', rss, heap: heapUsed, delayMilliseconds: delay.max / 1e6 });
    delay.reset();
    const keys = [];
    for (const key in {}) keys.push(key);
    if (keys.length > 0) write({ kind: 'polluted', keys });
  }, EVERY_MILLISECONDS).unref();
}
