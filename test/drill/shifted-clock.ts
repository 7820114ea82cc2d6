/**
 * Loaded into a process and its threads before anything else: their wall clock is wrong by as many milliseconds
 * as the file named in CROSSOVER_DRILL_CLOCK says, from the moment on when it says so.
 */
import { readFileSync } from 'node:fs';

const file = process.env['CROSSOVER_DRILL_CLOCK'];
const LOOK_MILLISECONDS = 50;

if (file !== undefined) {
  const trueNow = Date.now;
  let shift = 0;
  let lookedAt = -Infinity;
  const now = (): number => {
    if (performance.now() - lookedAt > LOOK_MILLISECONDS) {
      lookedAt = performance.now();
      shift = Number(readFileSync(file, 'utf8'));
    }
    return trueNow() + shift;
  };
  globalThis.Date = new Proxy(Date, {
    construct: (target, words, called) =>
      Reflect.construct(target, words.length === 0 ? [now()] : words, called) as Date,
    apply: () => new Date(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
