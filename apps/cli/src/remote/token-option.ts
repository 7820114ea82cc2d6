import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import type { CoordinatorAddress } from './coordinator-client.ts';
import { followTokenFile, readTokenFile } from './token-file.ts';

/** Where the token for a coordinator comes from. */
export interface TokenOptions {
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
}

/** `--token` and `--token-file`: what stands on a command line can be read by everybody on the machine. */
export function addTokenOptions(command: Command, description: string): Command {
  return command
    .option('--token <token>', `${description} (env: CROSSOVER_TOKEN)`)
    .option('--token-file <file>', 'with the token, and nothing else (env: CROSSOVER_TOKEN_FILE)');
}

/** @throws UsageError when there is none, or two, or the file holds none */
export function requireToken(options: TokenOptions): string {
  const source = sourceOf(options);
  return 'file' in source ? readTokenFile(source.file) : source.token;
}

/**
 * For who stays: a token that was given is that one, a file is read again whenever the token is needed.
 *
 * @param onFault told why the file cannot be used at such a time; the former token stands then
 * @throws UsageError when there is none, or two, or the file holds none
 */
export function lastingToken(
  options: TokenOptions,
  onFault: (message: string) => void,
): string | (() => string) {
  const source = sourceOf(options);
  return 'file' in source ? followTokenFile(source.file, onFault) : source.token;
}

/** A coordinator that a command talks to for long, with {@link lastingToken}. */
export function lastingAddress(
  url: string,
  options: TokenOptions,
  onFault: (message: string) => void,
): CoordinatorAddress {
  const token = lastingToken(options, onFault);
  return {
    url,
    get token() {
      return typeof token === 'string' ? token : token();
    },
  };
}

/** The command line comes before the environment, and there the token itself before a file. An empty one is none. */
function sourceOf({
  token,
  tokenFile,
}: TokenOptions): { readonly token: string } | { readonly file: string } {
  if (token !== undefined && tokenFile !== undefined) throw new UsageError(messages.tokenAndFile());
  const { CROSSOVER_TOKEN, CROSSOVER_TOKEN_FILE } = process.env;
  if (token !== undefined && token !== '') return { token };
  if (tokenFile !== undefined && tokenFile !== '') return { file: tokenFile };
  if (CROSSOVER_TOKEN !== undefined && CROSSOVER_TOKEN !== '') return { token: CROSSOVER_TOKEN };
  if (CROSSOVER_TOKEN_FILE !== undefined && CROSSOVER_TOKEN_FILE !== '')
    return { file: CROSSOVER_TOKEN_FILE };
  throw new UsageError(messages.tokenMissing());
}
