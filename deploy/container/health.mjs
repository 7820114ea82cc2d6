/**
 * Whether what runs in the container can work: a coordinator says so itself. A container without one is that of a
 * compute node, which needs no looking after: it waits for its coordinator, and ends when it can never work.
 *
 *     node health.mjs [DATA_FOLDER]      /data by default
 */
import { existsSync, readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { join } from 'node:path';

const record = join(process.argv[2] ?? '/data', 'lab.json');
if (existsSync(record)) {
  const { protocol, port } = new URL(JSON.parse(readFileSync(record, 'utf8')).url);
  // Where it listens, 0.0.0.0 perhaps, is not where it is; and its certificate is made out to another name.
  const options = { host: '127.0.0.1', port, path: '/ready', timeout: 4000, rejectUnauthorized: false };
  const request = (protocol === 'https:' ? https : http).get(options, (response) => {
    response.resume();
    if (response.statusCode !== 200) complain(`status ${response.statusCode}`);
  });
  request.on('timeout', () => request.destroy(new Error('no answer in 4 s')));
  request.on('error', (error) => complain(error.message));
}

function complain(reason) {
  process.stderr.write(`the coordinator is not ready: ${reason}\n`);
  process.exitCode = 1;
}
