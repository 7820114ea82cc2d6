/**
 * `npm run paper`: runs figures 3, 4a, 4b, 5b and 6 of arXiv:2202.00293 (about three quarters of an hour on two cores; what is finished is not run
 * again), compares them with the published points, and writes the tables of docs/paper.md.
 *
 *     npm run paper [-- --results FOLDER]      default: crossover-results/paper
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';
import { longerFile, presets } from './presets.mjs';

await main(() => {
  const { node } = setUp();
  const at = process.argv.indexOf('--results');
  const folder = at < 0 ? join(root, 'crossover-results', 'paper') : resolve(process.argv[at + 1]);
  for (const experiment of [...presets, longerFile]) {
    carryOut(node, [join(root, 'apps', 'cli', 'bin', 'crossover.mjs'), 'run', experiment, '--out', folder]);
  }
  carryOut(node, [join(root, 'tools', 'paper', 'write-page.mjs'), folder]);
});

function carryOut(node, words) {
  const { status } = spawnSync(node, words, {
    cwd: root,
    env: environmentWith(node),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${words.slice(0, 3).join(' ')} ended with ${status}.`);
}
