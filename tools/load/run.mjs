/** `npm run load`: sets up and builds what is missing, then measures under load. See load.mjs for the options. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

await main(async () => {
  const { node } = setUp();
  const child = spawn(node, [join(root, 'tools', 'load', 'load.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environmentWith(node),
  });
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
});
