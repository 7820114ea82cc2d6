/**
 * `npm run drill`: laboratories of real processes that are disturbed in the middle of their work, over loopback and
 * network namespaces, and compared bit for bit with undisturbed runs.
 *
 *     node tools/drill/run.mjs [--only NAME]... [--repeat 20] [--seed N] [--at-once 2] [--minutes 180]
 *                              [--json FILE] [--table FILE] [--logs FOLDER]
 *
 * The seed determines when and whom it strikes, as far as chance of the machine's own leaves that open. What the
 * processes of a repetition that went wrong have written is left in the folder. Exit code 1 when a repetition went wrong
 * or was not done.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

await main(async () => {
  const { node } = setUp();
  const script = join(root, 'test', 'drill', 'main.ts');
  const child = spawn(node, ['--conditions=@crossover/source', script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: root,
    env: environmentWith(node),
  });
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
});
