import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RefusedError } from '../errors.ts';
import { KeyedBudgets } from '../limits/keyed-budgets.ts';
import { networkOf } from '../limits/network-of.ts';
import { messages } from '../messages.ts';
import { ROLES, type Role, type Tokens, type TokenSet } from '../tokens/tokens.ts';

/** Wrong tokens from one network, before even telling them so is put off. */
const FAILURES = 100;
/** With one token come so many times the requests that one address may send: all who have a role share it. */
const ADDRESSES_OF_TOKEN = 10;
const MINUTE_MILLISECONDS = 60_000;
/** Node's timers take no longer time than this. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

interface Accepted {
  readonly role: Role;
  readonly digest: Buffer;
  readonly until: number;
}

interface Held {
  readonly digest: Buffer;
  readonly end: () => void;
}

/** Knows the roles' tokens, tells nobody how near a wrong one came, and ends what was begun with a withdrawn one. */
export class Authentication {
  #current: Tokens;
  #accepted: readonly Accepted[];
  readonly #held = new Set<Held>();
  readonly #failures = new KeyedBudgets(FAILURES, MINUTE_MILLISECONDS);
  readonly #requests: KeyedBudgets;
  #timer: NodeJS.Timeout | undefined;

  constructor(tokens: TokenSet, requestsPerMinute: number) {
    this.#requests = new KeyedBudgets(ADDRESSES_OF_TOKEN * requestsPerMinute, MINUTE_MILLISECONDS);
    this.#current = tokens.current;
    this.#accepted = acceptedOf(tokens);
    this.#awaitExpiry();
  }

  /** The newest ones. */
  get tokens(): Tokens {
    return this.#current;
  }

  /** From now on these tokens are taken and no others; connections with others end. */
  replace(tokens: TokenSet): void {
    this.#current = tokens.current;
    this.#accepted = acceptedOf(tokens);
    this.#endWithdrawn();
    this.#awaitExpiry();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Compares with every token in full, in a time that does not depend on where they differ. */
  roleOf(token: unknown): Role | undefined {
    if (typeof token !== 'string') return undefined;
    return this.#roleOfDigest(digestOf(token));
  }

  /**
   * The role of a token that came from an address. Right ones are always taken; of wrong ones, a network may
   * send only so many, so that neither guessing nor a program with an old token costs more than it has to.
   *
   * @throws {RefusedError} `rate-limited` when too many were wrong
   */
  roleFrom(token: unknown, address: string): Role | undefined {
    const role = this.roleOf(token);
    if (role === undefined && !this.#failures.spend(networkOf(address))) {
      throw new RefusedError('rate-limited', messages.tooManyWrongTokens());
    }
    return role;
  }

  /** Calls `end` once when the token is withdrawn, unless the returned function is called before. */
  whileValid(token: string, end: () => void): () => void {
    const held: Held = { digest: digestOf(token), end };
    this.#held.add(held);
    return () => void this.#held.delete(held);
  }

  /** A hook that lets only these roles pass. */
  require(...roles: readonly Role[]): (request: FastifyRequest) => Promise<void> {
    return (request) =>
      new Promise((resolve) => {
        this.#admit(request, roles);
        resolve();
      });
  }

  #admit(request: FastifyRequest, roles: readonly Role[]): void {
    const token = bearerOf(request);
    if (token === undefined) throw new RefusedError('unauthorized', messages.tokenMissing());
    const role = this.roleFrom(token, request.ip);
    if (role === undefined) throw new RefusedError('unauthorized', messages.tokenWrong());
    if (!roles.includes(role)) {
      throw new RefusedError('forbidden', messages.roleForbidden(role, roles.join(' or ')));
    }
    if (!this.#requests.spend(token)) throw new RefusedError('rate-limited', messages.tokenOverused(role));
  }

  #roleOfDigest(given: Buffer): Role | undefined {
    const now = Date.now();
    const matches = this.#accepted.filter(
      ({ digest, until }) => timingSafeEqual(digest, given) && until > now,
    );
    return matches.at(0)?.role;
  }

  #endWithdrawn(): void {
    for (const held of this.#held) {
      if (this.#roleOfDigest(held.digest) !== undefined) continue;
      this.#held.delete(held);
      held.end();
    }
  }

  #awaitExpiry(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...this.#accepted.map(({ until }) => until).filter((until) => until > Date.now()));
    if (next === Infinity) return;
    const wait = Math.min(next - Date.now() + 1, LONGEST_TIMER_MILLISECONDS);
    this.#timer = setTimeout(() => {
      this.#endWithdrawn();
      this.#awaitExpiry();
    }, wait);
    this.#timer.unref();
  }
}

/** The token of a request, as it came. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
}

function acceptedOf({ current, former }: TokenSet): Accepted[] {
  return [
    ...ROLES.map((role) => ({ role, digest: digestOf(current[role]), until: Infinity })),
    ...former.map(({ role, token, until }) => ({ role, digest: digestOf(token), until })),
  ];
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
