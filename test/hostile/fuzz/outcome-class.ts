import type { ErrorCode } from '@crossover/protocol';
import type { Outcome } from './tally.ts';

/** How far a case came: through to the end, to the state of the laboratory, to the schemas, or to the door. */
export type OutcomeClass = 'accepted' | 'refused by state' | 'refused by form' | 'kept out' | 'no answer';

const FORM: readonly ErrorCode[] = [
  'invalid-message',
  'invalid-specification',
  'message-too-large',
  'digest-mismatch',
  'result-mismatch',
  'unknown-preset',
];
const DOOR: readonly ErrorCode[] = [
  'unauthorized',
  'forbidden',
  'origin-not-allowed',
  'protocol-version',
  'numerics-version',
  'rate-limited',
];

export const OUTCOME_CLASSES: readonly OutcomeClass[] = [
  'accepted',
  'refused by state',
  'refused by form',
  'kept out',
  'no answer',
];

export function classOf(surface: string, outcome: Outcome): OutcomeClass {
  if (outcome === 'accepted') return 'accepted';
  const code = /^refused: (.*)$/.exec(outcome)?.[1];
  if (code === undefined) return 'no answer';
  if (surface.startsWith('handshake') || (DOOR as readonly string[]).includes(code)) return 'kept out';
  if ((FORM as readonly string[]).includes(code) || /^4\d\d$|^upgrade$/.test(code)) return 'refused by form';
  return 'refused by state';
}
