import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Option } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/** `--certificate-authority`: coordinators whose certificate a laboratory has signed itself. */
export function certificateAuthorityOption(): Option {
  return new Option(
    '--certificate-authority <file>',
    'PEM: also trust certificates that this authority has signed',
  )
    .env('CROSSOVER_CERTIFICATE_AUTHORITY')
    .argParser(trust);
}

/** From now on all connections of this process trust it, beside the authorities that Node.js knows. */
function trust(file: string): string {
  setDefaultCACertificates([...getCACertificates('default'), ...readCertificates(file)]);
  return file;
}

/** @throws UsageError when the file holds none */
function readCertificates(file: string): string[] {
  try {
    const found = readFileSync(file, 'utf8').match(
      /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
    );
    if (found === null) throw new Error('no certificate in it');
    return found.map((text) => new X509Certificate(text).toString());
  } catch (error) {
    throw new UsageError(
      messages.unreadableFile(
        '--certificate-authority',
        file,
        'certificates in PEM',
        (error as Error).message,
      ),
    );
  }
}
