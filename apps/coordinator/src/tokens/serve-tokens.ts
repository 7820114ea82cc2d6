import type { FastifyBaseLogger } from 'fastify';
import { Authentication } from '../http/authentication.ts';
import type { CoordinatorOptions } from '../options.ts';
import { openTokenFile, tokenFileOf } from './token-file.ts';
import { createTokens } from './tokens.ts';
import { watchTokenFile } from './watch-token-file.ts';

interface ServedTokens {
  readonly authentication: Authentication;
  close(): void;
}

/** The tokens that a coordinator takes: given ones, or those of a file, whose changes are taken up. */
export function serveTokens(
  { tokens, tokenFile, dataFolder }: CoordinatorOptions,
  requestsPerMinute: number,
  log: FastifyBaseLogger,
): ServedTokens {
  const file = tokenFile ?? (dataFolder === undefined ? undefined : tokenFileOf(dataFolder));
  if (tokens !== undefined || file === undefined) {
    const fixed = { current: tokens ?? createTokens(), former: [] };
    const authentication = new Authentication(fixed, requestsPerMinute);
    return { authentication, close: () => authentication.close() };
  }
  const known = openTokenFile(file);
  const authentication = new Authentication(known, requestsPerMinute);
  const stop = watchTokenFile(file, known, {
    changed(found) {
      authentication.replace(found);
      log.info({ former: found.former.length }, 'the tokens have changed');
    },
    failed: (error) => log.error({ err: error }, 'the file of tokens cannot be used: the former ones stay'),
  });
  return {
    authentication,
    close() {
      stop();
      authentication.close();
    },
  };
}
