import { randomBytes } from 'node:crypto';

/** Who may do what: viewers read, operators also change experiments, nodes compute. */
export const ROLES = ['viewer', 'operator', 'node'] as const;

export type Role = (typeof ROLES)[number];
export type Tokens = Record<Role, string>;

/** A token that has been replaced, and is taken until a moment nevertheless. */
export interface FormerToken {
  readonly role: Role;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** All tokens that a coordinator takes. */
export interface TokenSet {
  readonly current: Tokens;
  readonly former: readonly FormerToken[];
}

export function createToken(): string {
  return randomBytes(24).toString('base64url');
}

export function createTokens(): Tokens {
  return { viewer: createToken(), operator: createToken(), node: createToken() };
}

/** Replaces the tokens of these roles; those that they had are taken until a moment, when one is given. */
export function rotate(
  { current, former }: TokenSet,
  roles: readonly Role[],
  now: number,
  graceMilliseconds: number,
): TokenSet {
  const replaced = roles.map((role) => ({ role, token: current[role], until: now + graceMilliseconds }));
  return {
    current: { ...current, ...Object.fromEntries(roles.map((role) => [role, createToken()])) },
    former: [...former, ...replaced].filter(({ until }) => until > now),
  };
}
