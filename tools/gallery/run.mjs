/**
 * `npm run gallery`: runs the presets and writes docs/gallery, every figure with its title, its caption and the command that makes it. What
 * is finished is not run again.
 *
 *     npm run gallery [-- --full] [--only NAME,NAME] [--results FOLDER]
 *
 * The quick profiles of all presets by default; `--full` takes their own sizes, which is hours. With `--only`, pictures of the other
 * presets stay as they are and the page lists those named alone.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environmentWith } from '../setup/node-runtime.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

await main(() => {
  const { node } = setUp();
  const { status } = spawnSync(node, [join(root, 'tools', 'gallery', 'make.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    env: environmentWith(node),
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = status ?? 1;
});
