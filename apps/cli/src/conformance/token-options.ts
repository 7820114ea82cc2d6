import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

const tokensSchema = z.object({
  viewer: z.string().min(1),
  operator: z.string().min(1),
  node: z.string().min(1),
});

/** One token of each role, from a file or one by one. */
export interface TokenOptions {
  readonly tokens?: string | undefined;
  readonly viewerToken?: string | undefined;
  readonly operatorToken?: string | undefined;
  readonly nodeToken?: string | undefined;
}

export function addTokenOptions(command: Command): Command {
  return command
    .option('--tokens <file>', 'of the coordinator: {"viewer", "operator", "node"}')
    .option('--viewer-token <token>', 'instead of the one in the file')
    .option('--operator-token <token>', 'instead of the one in the file')
    .option('--node-token <token>', 'instead of the one in the file');
}

/** @throws UsageError when one of the three is missing */
export function tokensOf({ tokens: file, viewerToken, operatorToken, nodeToken }: TokenOptions) {
  const fromFile = file === undefined ? {} : readTokens(file);
  const given = Object.entries({ viewer: viewerToken, operator: operatorToken, node: nodeToken });
  const tokens = { ...fromFile, ...Object.fromEntries(given.filter(([, token]) => token !== undefined)) };
  const { data, error } = tokensSchema.safeParse(tokens);
  if (data === undefined) {
    throw new UsageError(messages.threeTokens(error.issues.map(({ path }) => path.join('.'))));
  }
  return { viewerToken: data.viewer, operatorToken: data.operator, nodeToken: data.node };
}

function readTokens(file: string): object {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = (error as Error).message;
    throw new UsageError(messages.unreadableFile('--tokens', file, 'tokens as JSON', reason));
  }
}
