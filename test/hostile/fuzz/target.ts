import { NUMERICS_VERSION } from '@crossover/experiments';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import type { Random } from './random.ts';
import type { Outcome } from './tally.ts';
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
  send(random: Random): Promise<Outcome>;
  close(): void;
}

/** Who somebody claims to be: with the token of a role, or with one that opens nothing. */
export interface Claim {
  readonly role: Role | null;
  readonly token: string | undefined;
}

export function claimOf(random: Random, tokens: Target['tokens']): Claim {
  if (random.chance(0.75)) {
    const role = random.pick<Role>(['viewer', 'operator', 'node']);
    return { role, token: tokens[role] };
  }
  return { role: null, token: wrongToken(random, tokens) };
}

export function wrongToken(random: Random, tokens: Target['tokens']): string | undefined {
  const right = tokens[random.pick<Role>(['viewer', 'operator', 'node'])];
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
