import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { ROLES, type Role, type Tokens } from '../tokens.ts';

/** Knows the roles' tokens, and tells nobody how near a wrong one came. */
export class Authentication {
  readonly #digests: readonly { readonly role: Role; readonly digest: Buffer }[];

  constructor(tokens: Tokens) {
    this.#digests = ROLES.map((role) => ({ role, digest: digestOf(tokens[role]) }));
  }

  /** Compares with every token in full, in a time that does not depend on where they differ. */
  roleOf(token: unknown): Role | undefined {
    if (typeof token !== 'string') return undefined;
    const given = digestOf(token);
    const matches = this.#digests.filter(({ digest }) => timingSafeEqual(digest, given));
    return matches.at(0)?.role;
  }

  /** A hook that lets only these roles pass. */
  require(...roles: readonly Role[]): (request: FastifyRequest) => Promise<void> {
    return (request) => {
      const header = request.headers.authorization;
      const token = header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
      if (token === undefined) return refuse('unauthorized', messages.tokenMissing());
      const role = this.roleOf(token);
      if (role === undefined) return refuse('unauthorized', messages.tokenWrong());
      if (!roles.includes(role)) {
        return refuse('forbidden', messages.roleForbidden(role, roles.join(' or ')));
      }
      return Promise.resolve();
    };
  }
}

function refuse(code: 'unauthorized' | 'forbidden', message: string): Promise<never> {
  return Promise.reject(new RefusedError(code, message));
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
