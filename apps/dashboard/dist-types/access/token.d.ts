/** The part of `Storage` that is needed. */
export type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
/** The token in an address such as `http://127.0.0.1:4000/#token=…`; null when there is none. */
export declare function tokenInFragment(hash: string): string | null;
/**
 * Reads the token once from the address and keeps it for the session. The caller then removes it from the
 * address, so that it does not stay in the history or get copied with a link.
 */
export declare function takeToken(hash: string, storage: TokenStorage): {
    token: string | null;
    inAddress: boolean;
};
export declare function keepToken(token: string, storage: TokenStorage): void;
export declare function forgetToken(storage: TokenStorage): void;
/** What somebody pastes: the token itself, or the whole address that holds it. */
export declare function tokenFromInput(input: string): string | null;
//# sourceMappingURL=token.d.ts.map