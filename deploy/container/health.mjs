/**
 * Whether what runs in the container can work: a coordinator says so itself. A container without one is that of a
 * compute node, which needs no looking after: it waits for its coordinator, and ends when it can never work.
 *
 *     node health.mjs [DATA_FOLDER]      /data by default
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const record = join(process.argv[2] ?? '/data', 'lab.json');
if (existsSync(record)) {
  const { url } = JSON.parse(readFileSync(record, 'utf8'));
  // 0.0.0.0 is where it listens, not where it is.
  const { port } = new URL(url);
  const response = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(4000) }).catch(
    (error) => ({ ok: false, status: error.message }),
  );
  if (!response.ok) {
    process.stderr.write(`the coordinator is not ready: ${response.status}\n`);
    process.exitCode = 1;
  }
}
