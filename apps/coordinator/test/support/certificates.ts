import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority of a test's own, in a folder of its own. */
export class CertificateAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossover-certificates-'));
  readonly certificateFile = join(this.folder, 'authority.pem');
  readonly #keyFile = join(this.folder, 'authority.key');

  constructor() {
    this.#openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=test authority', '-keyout', this.#keyFile, '-out', this.certificateFile],
    );
  }

  get certificate(): string {
    return readFileSync(this.certificateFile, 'utf8');
  }

  /** A certificate for this machine, in place of the one that was issued before. */
  issue(): { certificateFile: string; keyFile: string } {
    const at = (name: string) => join(this.folder, name);
    this.#openssl(
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost'],
      ...['-keyout', at('new.key'), '-out', at('request.pem')],
    );
    writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    this.#openssl(
      ...['x509', '-req', '-in', at('request.pem'), '-CA', this.certificateFile, '-CAkey', this.#keyFile],
      ...['-days', '2', '-extfile', at('names'), '-out', at('new.pem')],
    );
    writeFileSync(at('server.key'), readFileSync(at('new.key')), { mode: 0o600 });
    writeFileSync(at('server.pem'), readFileSync(at('new.pem')));
    return { certificateFile: at('server.pem'), keyFile: at('server.key') };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #openssl(...words: string[]): void {
    execFileSync('openssl', words, { stdio: 'pipe' });
  }
}
