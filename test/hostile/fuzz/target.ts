import { NUMERICS_VERSION } from '@crossover/experiments';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import type { Random } from './random.ts';
import type { Told } from './tally.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Role = 'viewer' | 'operator' | 'node';

/** The coordinator under fire, and what its enemies know of it. */
export interface Target {
  readonly port: number;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly vocabulary: Vocabulary;
}

/** One way in. Each case follows from its random numbers; what comes of it is told in a word. */
export interface Channel {
  readonly name: string;
  /** Share of all cases, relative to the others. */
  readonly weight: number;
  /** @throws {BrokenPromise} when what comes back must not */
  send(random: Random): Promise<Told>;
  close(): void;
}

/** Who somebody claims to be: with the token of a role, or with one that opens nothing. */
export interface Claim {
  readonly role: Role | null;
  readonly token: string | undefined;
}

const ROLES: readonly Role[] = ['viewer', 'operator', 'node'];

/** Half of the claims are those of the `invited`, a quarter those of any of the `known`, a quarter false. */
export function claimOf(
  random: Random,
  tokens: Target['tokens'],
  invited: readonly Role[],
  known: readonly Role[] = ROLES,
): Claim {
  if (!random.chance(0.75)) return { role: null, token: wrongToken(random, tokens) };
  const role = random.pick(random.chance(2 / 3) && invited.length > 0 ? invited : known);
  return { role, token: tokens[role] };
}

export function wrongToken(random: Random, tokens: Target['tokens']): string | undefined {
  const right = tokens[random.pick(ROLES)];
  return random.pick<string | undefined>([
    undefined,
    '',
    'wrong',
    right.slice(0, -1),
    `${right}x`,
    right.toUpperCase() === right ? right.toLowerCase() : right.toUpperCase(),
    `${right} ${right}`,
    'x'.repeat(3000),
  ]);
}

/** The handshake of a node that is what it should be. */
export function nodeHandshake(token: unknown, nodeId: string): Record<string, unknown> {
  return {
    token,
    protocolVersion: PROTOCOL_VERSION,
    nodeId,
    name: nodeId,
    threads: 1,
    softwareVersion: '0.0.0-hostile',
    numericsVersion: NUMERICS_VERSION,
  };
}

/**
 * Where a request comes from: on Linux all of 127/8 is this machine, so that enemies have many addresses, and
 * limits for each address do not keep them from the handlers. Honest requests come from 127.0.0.1.
 */
export function sourceAddress(random: Random): string | undefined {
  return process.platform === 'linux' ? `127.0.0.${random.between(2, 250)}` : undefined;
}

/** At the latest then a case ends, whether or not anything has come back. */
export const PATIENCE_MILLISECONDS = 60_000;
