import { Option } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/** `--token`, or the environment: what stands on a command line can be read by everybody on the machine. */
export function tokenOption(description: string): Option {
  return new Option('--token <token>', description).env('CROSSOVER_TOKEN');
}

/** @throws UsageError when there is none */
export function requireToken(token: string | undefined): string {
  if (token === undefined || token === '') throw new UsageError(messages.tokenMissing());
  return token;
}
