/** Where a session keeps its token: this tab only, gone when it is closed. */
const STORAGE_KEY = 'crossover-token';

/** The part of `Storage` that is needed. */
export type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The token in an address such as `http://127.0.0.1:4000/#token=…`; null when there is none. */
export function tokenInFragment(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')?.trim();
  return token === undefined || token === '' ? null : token;
}

/**
 * Reads the token once from the address and keeps it for the session. The caller then removes it from the
 * address, so that it does not stay in the history or get copied with a link.
 */
export function takeToken(hash: string, storage: TokenStorage): { token: string | null; inAddress: boolean } {
  const given = tokenInFragment(hash);
  if (given !== null) storage.setItem(STORAGE_KEY, given);
  return { token: given ?? storage.getItem(STORAGE_KEY), inAddress: given !== null };
}

export function keepToken(token: string, storage: TokenStorage): void {
  storage.setItem(STORAGE_KEY, token);
}

export function forgetToken(storage: TokenStorage): void {
  storage.removeItem(STORAGE_KEY);
}

/** What somebody pastes: the token itself, or the whole address that holds it. */
export function tokenFromInput(input: string): string | null {
  const text = input.trim();
  const fragment = text.indexOf('#');
  if (fragment >= 0) return tokenInFragment(text.slice(fragment));
  return text === '' ? null : text;
}
