/** The packages of the lockfile, installed once for each state of the lockfile and version of Node. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith, ensureNpm, linkNode } from './node-runtime.mjs';
import { root } from './root.mjs';

export function ensureDependencies(node, log) {
  const stamp = join(root, 'node_modules', '.crossover-set-up');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    linkNode(node);
    return;
  }
  log('Installing the dependencies');
  const [command, ...before] = ensureNpm(node, log);
  const result = spawnSync(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environmentWith(node),
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    throw new Error(
      'The dependencies could not be installed (see above). Check the network and start again.',
    );
  }
  linkNode(node);
  writeFileSync(stamp, wanted);
}
