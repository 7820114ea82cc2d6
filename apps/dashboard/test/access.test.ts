import { describe, expect, it } from 'vitest';
import { forgetToken, keepToken, takeToken, tokenFromInput, type TokenStorage } from '../src/access/token.ts';

function storage(): TokenStorage & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

describe('the token', () => {
  it('is taken from the fragment of the address and kept for the session', () => {
    const session = storage();
    expect(takeToken('#token=a-b_c', session)).toEqual({ token: 'a-b_c', inAddress: true });
    expect(takeToken('', session)).toEqual({ token: 'a-b_c', inAddress: false });
  });

  it('in the address replaces the one that was kept', () => {
    const session = storage();
    keepToken('old', session);
    expect(takeToken('#token=new', session).token).toBe('new');
    expect(takeToken('', session).token).toBe('new');
  });

  it('is none when nobody gave one, when it is empty, and after it was forgotten', () => {
    const session = storage();
    expect(takeToken('', session)).toEqual({ token: null, inAddress: false });
    expect(takeToken('#token=', session).token).toBeNull();
    expect(takeToken('#elsewhere', session).token).toBeNull();
    keepToken('t', session);
    forgetToken(session);
    expect(takeToken('', session).token).toBeNull();
  });

  it.each([
    ['  abc ', 'abc'],
    ['http://127.0.0.1:4280/#token=abc', 'abc'],
    ['http://127.0.0.1:4280/#', null],
    ['   ', null],
  ])('pasted as "%s" is %s', (input, token) => {
    expect(tokenFromInput(input)).toBe(token);
  });
});
