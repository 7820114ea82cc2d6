import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messages } from './messages.ts';

/** Who may do what: viewers read, operators also change experiments, nodes compute. */
export const ROLES = ['viewer', 'operator', 'node'] as const;

export type Role = (typeof ROLES)[number];
export type Tokens = Record<Role, string>;

const tokenSchema = z.string().min(16).max(200);
export const tokensSchema = z.object({ viewer: tokenSchema, operator: tokenSchema, node: tokenSchema });

export function createTokens(): Tokens {
  const token = () => randomBytes(24).toString('base64url');
  return { viewer: token(), operator: token(), node: token() };
}

/** The tokens of a data folder, made on the first start and readable by its owner only. */
export function folderTokens(folder: string): Tokens {
  const file = join(folder, 'tokens.json');
  const stored = readIfThere(file);
  if (stored !== undefined) return parseTokens(stored, file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tokens = createTokens();
  writeFileSync(file, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return tokens;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseTokens(text: string, file: string): Tokens {
  try {
    return tokensSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(messages.tokensUnreadable(file), { cause: error });
  }
}
