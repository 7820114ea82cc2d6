/** `npm run setup`: everything that a fresh clone needs before `npx crossover …` works. Safe to repeat. */
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode } from './node-runtime.mjs';

/** Sets the repository up and returns the `node` to run it with. */
export function setUp({ build = true } = {}) {
  const started = Date.now();
  const log = (line) =>
    process.stderr.write(`[set-up ${((Date.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
  const node = ensureNode(log);
  ensureDependencies(node, log);
  if (build) ensureBuilt(node, '@crossover/cli', log);
  return { node, log };
}

/** Runs an entry point's body; a failure of the set-up is a sentence, not a stack trace. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(() => {
    const { log } = setUp();
    log('Ready: npx crossover --help');
  });
}
