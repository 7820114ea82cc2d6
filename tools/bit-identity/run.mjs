/**
 * `npm run bit-identity`: computes the fixed runs of test/bit-identity under several versions of Node, fetched aside where they
 * are missing, and compares their digests with the pinned ones. (`npm test` compares the Node at hand and Chromium.)
 *
 *     node tools/bit-identity/run.mjs [--write]      --write pins the digests of the Node at hand
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchNode } from '../setup/node-runtime.mjs';
import { ensureBuilt } from '../setup/build.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

const versions = ['22.23.2', '26.10.0'];
const pinnedFile = join(root, 'test', 'bit-identity', 'digests.json');

await main(() => {
  const { node, log } = setUp({ build: false });
  ensureBuilt(node, '@crossover/experiments', log);
  if (process.argv.includes('--write')) {
    writeFileSync(pinnedFile, `${JSON.stringify(digestsUnder(node), null, 2)}\n`);
    log(`Pinned the digests of ${node}`);
    return;
  }
  const pinned = JSON.parse(readFileSync(pinnedFile, 'utf8'));
  for (const version of versions) {
    const atHand = process.version === `v${version}`;
    const found = digestsUnder(atHand ? process.execPath : fetchNode(version, log));
    const names = Object.keys(pinned);
    const different = names.filter((name) => found[name] !== pinned[name]);
    process.stdout.write(
      `Node ${version}: ${names.length - different.length} of ${names.length} runs with the pinned bits\n`,
    );
    for (const name of different) process.stdout.write(`  different: ${name}\n`);
    if (different.length > 0) process.exitCode = 1;
  }
});

function digestsUnder(node) {
  const script = join(root, 'test', 'bit-identity', 'print-digests.ts');
  const result = spawnSync(node, ['--conditions=@crossover/source', script], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The runs failed under ${node}:\n${result.stderr}`);
  return JSON.parse(result.stdout);
}
