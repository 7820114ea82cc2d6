/**
 * `npm run fuzz`: a coordinator, an honest node at work, and 100 000 hostile messages and requests, over loopback.
 *
 *     node tools/fuzz/run.mjs [--seed N] [--from N] [--count N] [--seconds N] [--database URL] [--json FILE]
 *
 * The database is an empty one of a PostgreSQL server; without it there is an embedded one. Seed and number of a case determine
 * what is sent: `--seed S --from I --count 1` sends one case again. Exit code 1 when there are findings.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../setup/build.mjs';
import { root } from '../setup/root.mjs';
import { main, setUp } from '../setup/setup.mjs';

await main(() => {
  const { node, log } = setUp({ build: false });
  ensureBuilt(node, '@crossover/cli', log);
  const script = join(root, 'test', 'hostile', 'fuzz', 'main.ts');
  const words = ['--conditions=@crossover/source', script, ...process.argv.slice(2)];
  const { status } = spawnSync(node, words, { stdio: 'inherit', cwd: root });
  process.exitCode = status ?? 1;
});
