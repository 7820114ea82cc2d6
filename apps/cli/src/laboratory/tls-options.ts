import type { Command } from 'commander';
import type { TlsFiles } from '@crossover/coordinator';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

export interface TlsOptions {
  readonly tlsCertificate?: string | undefined;
  readonly tlsKey?: string | undefined;
}

export function addTlsOptions(command: Command): Command {
  return command
    .option('--tls-certificate <file>', 'PEM, with its chain: serves https; read again when it is renewed')
    .option('--tls-key <file>', 'PEM: the private key of --tls-certificate');
}

/** @throws UsageError when one is given without the other */
export function tlsFiles({ tlsCertificate, tlsKey }: TlsOptions): TlsFiles | undefined {
  if (tlsCertificate === undefined && tlsKey === undefined) return undefined;
  if (tlsCertificate === undefined)
    throw new UsageError(messages.optionNeeds('--tls-key', '--tls-certificate'));
  if (tlsKey === undefined) throw new UsageError(messages.optionNeeds('--tls-certificate', '--tls-key'));
  return { certificateFile: tlsCertificate, keyFile: tlsKey };
}
