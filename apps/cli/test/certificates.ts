import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../../docs/security.md', import.meta.url));

/** An authority of a test's own, and a certificate for the name `localhost` that it has signed. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Made by the commands that the handbook gives. */
export function makeCertificates(folder: string): Certificates {
  const commands = readFileSync(page, 'utf8')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith('    openssl '));
  for (const command of commands) {
    const own = command.replaceAll('lab.example', 'localhost');
    execFileSync('sh', ['-c', own], { cwd: folder, stdio: 'pipe' });
  }
  return {
    authority: join(folder, 'ca.pem'),
    certificate: join(folder, 'lab.pem'),
    key: join(folder, 'lab.key'),
  };
}
