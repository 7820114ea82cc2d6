import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { messages } from '../messages.ts';
import { createTokens, ROLES, rotate, type Role, type TokenSet } from './tokens.ts';

const tokenSchema = z.string().min(16).max(200);
const fileSchema = z.strictObject({
  viewer: tokenSchema,
  operator: tokenSchema,
  node: tokenSchema,
  /** Tokens that were replaced and are valid for a while yet. */
  former: z
    .array(z.strictObject({ role: z.enum(ROLES), token: tokenSchema, until: z.iso.datetime() }))
    .max(100)
    .default([]),
});

/** Others than its owner may read or change the file. */
const OTHERS = 0o077;

/** The file cannot be used as it is; the message says what to do. */
export class TokenFileError extends Error {
  override readonly name = 'TokenFileError';
}

/** Where the tokens of a data folder are, unless another file is named. */
export function tokenFileOf(folder: string): string {
  return join(folder, 'tokens.json');
}

/**
 * The tokens of a file, made on the first start and readable by its owner only. Of several coordinators that
 * start at once on the same file, one makes them.
 *
 * @throws {TokenFileError} when the file cannot be understood, or when others may read it
 */
export function openTokenFile(file: string): TokenSet {
  const stored = readTokenFile(file);
  if (stored !== undefined) return stored;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh: TokenSet = { current: createTokens(), former: [] };
  const draft = writeDraft(file, fresh);
  try {
    linkSync(draft, file);
    return fresh;
  } catch (error) {
    const made = readTokenFile(file);
    if (made === undefined) throw error;
    return made;
  } finally {
    rmSync(draft);
  }
}

/** Undefined when there is no such file. */
export function readTokenFile(file: string): TokenSet | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  // Windows has other means to say who may read a file.
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) {
    throw new TokenFileError(messages.tokensReadableByOthers(file));
  }
  return parseTokens(text, file);
}

/**
 * Replaces tokens by new ones. The former ones are valid for as long as `graceMilliseconds` says, so that
 * programs can be given the new ones one after the other.
 */
export function rotateTokens(
  file: string,
  roles: readonly Role[],
  graceMilliseconds: number,
  now = Date.now(),
): TokenSet {
  const rotated = rotate(openTokenFile(file), roles, now, graceMilliseconds);
  writeTokenFile(file, rotated);
  return rotated;
}

/** The whole file or the former one, never a part: a coordinator may be reading it. */
function writeTokenFile(file: string, tokens: TokenSet): void {
  renameSync(writeDraft(file, tokens), file);
}

/** Beside the file, since only from there it can take its place in one step. */
function writeDraft(file: string, { current, former }: TokenSet): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const content = {
    ...current,
    ...(former.length > 0
      ? { former: former.map((each) => ({ ...each, until: new Date(each.until).toISOString() })) }
      : {}),
  };
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return draft;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseTokens(text: string, file: string): TokenSet {
  try {
    const { former, ...current } = fileSchema.parse(JSON.parse(text));
    return { current, former: former.map((each) => ({ ...each, until: Date.parse(each.until) })) };
  } catch {
    // What is wrong with it may be a token itself: the cause must not get into a log.
    throw new TokenFileError(messages.tokensUnreadable(file));
  }
}
