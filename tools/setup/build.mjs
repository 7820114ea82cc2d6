/** Builds a project and all it needs; what has not changed comes from the task cache. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environmentWith } from './node-runtime.mjs';
import { root } from './root.mjs';

export const nxProgram = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');

export function ensureBuilt(node, project, log) {
  log('Building (unchanged parts come from the cache)');
  const result = spawnSync(node, [nxProgram, 'build', project, '--output-style=static'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...environmentWith(node), NX_TUI: 'false' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    throw new Error(`The build of ${project} failed:\n${result.stdout}\n${result.stderr}`);
  }
}
