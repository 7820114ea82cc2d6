/** `npm run bench`: sets up and builds what is missing, then measures. See bench.mjs for the options. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../setup/build.mjs';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

await main(async () => {
  const { node, log } = setUp({ build: false });
  for (const engine of ['@crossover/sgd-simulator', '@crossover/ode-theory']) ensureBuilt(node, engine, log);
  const child = spawn(node, [join(root, 'tools', 'bench', 'bench.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environmentWith(node),
  });
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
});
