import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/** Others than its owner may read or change the file. */
const OTHERS = 0o077;

/** Characters that a coordinator's token may have. */
const longestToken = 200;

/**
 * The token in a file: one line, and nothing else. As ssh does with its keys, a file of one's own that others
 * may read is refused; who may read a file of somebody else's is decided by them.
 *
 * @throws UsageError when there is none in it, or others may read it; the message does not show what is in the file
 */
export function readTokenFile(file: string): string {
  const token = contentOf(file).trim();
  if (token === '') throw new UsageError(messages.tokenFileUnusable(file, 'nothing'));
  const lines = token.split('\n').length;
  if (lines > 1) throw new UsageError(messages.tokenFileUnusable(file, `${lines} lines`));
  if (/\s/.test(token) || token.length > longestToken)
    throw new UsageError(messages.tokenFileUnusable(file, 'a line that is no token'));
  return token;
}

/**
 * The token in a file that may be replaced by another one at any time. While there is none in it, as when it is
 * being written, the former one stands.
 *
 * @param onFault told what is wrong with the file then
 * @throws UsageError when there is none in it at the beginning
 */
export function followTokenFile(file: string, onFault: (message: string) => void): () => string {
  let token = readTokenFile(file);
  return () => {
    try {
      token = readTokenFile(file);
    } catch (error) {
      onFault((error as Error).message);
    }
    return token;
  };
}

function contentOf(file: string): string {
  try {
    const { mode, uid } = statSync(file);
    // Windows has other means to say who may read a file.
    if (process.platform !== 'win32' && uid === process.getuid?.() && (mode & OTHERS) !== 0)
      throw new UsageError(messages.tokenFileReadableByOthers(file, mode & 0o777));
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(messages.tokenFileUnreadable(file, (error as Error).message));
  }
}
