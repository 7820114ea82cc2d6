/** Builds a project and all it needs; what has not changed comes from the task cache, and nothing is asked when nothing has. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from './node-runtime.mjs';
import { root } from './root.mjs';

export const nxProgram = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');

/** Folders that are no input of a build; `dist` is what it makes. */
const passedOver = new Set(['node_modules', 'dist', 'dist-types', 'test', 'test-results']);

export function ensureBuilt(node, project, log) {
  const stamp = join(root, 'node_modules', `.crossover-built-${project.replaceAll('/', '-')}`);
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  log('Building (unchanged parts come from the cache)');
  rmSync(stamp, { force: true });
  const result = spawnSync(node, [nxProgram, 'build', project, '--output-style=static'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...environmentWith(node), NX_TUI: 'false' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    throw new Error(`The build of ${project} failed:\n${result.stdout}\n${result.stderr}`);
  }
  writeFileSync(stamp, fingerprint());
}

/** Names, sizes and times of all files that a build reads, and whether each project has its `dist`. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'nx.json', 'tsconfig.base.json']) addFile(hash, join(root, file));
  addFolder(hash, join(root, 'tools', 'kernels'));
  for (const group of ['packages', 'apps']) {
    for (const project of readdirSync(join(root, group)).sort()) {
      addFolder(hash, join(root, group, project));
      const built = ['dist', 'dist-types'].some((folder) => existsSync(join(root, group, project, folder)));
      hash.update(`${project} ${built}\n`);
    }
  }
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) addFolder(hash, path);
    } else if (entry.isFile()) {
      addFile(hash, path);
    }
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path} ${size} ${mtimeMs}\n`);
}
