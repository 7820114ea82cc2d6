/** `npm start`: set up what is missing, then become the `crossover` command with the given arguments. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { environmentWith } from './node-runtime.mjs';
import { root } from './root.mjs';
import { main, setUp } from './setup.mjs';

await main(() => {
  const { node } = setUp();
  const program = join(root, 'apps', 'cli', 'bin', 'crossover.mjs');
  const child = spawn(node, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environmentWith(node),
  });
  // A terminal sends Ctrl-C to the whole process group, the child included: passing it on would count as a second
  // one. Without a terminal the signal reached this process alone.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
      resolve();
    });
  });
});
