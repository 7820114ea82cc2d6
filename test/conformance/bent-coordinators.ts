import { createHash } from 'node:crypto';
import type { RequirementId } from '@crossover/conformance';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import { DROPPED, type Bend, type Message } from './relay.ts';

const changed = (message: Message, change: Message): Message => ({ ...message, ...change });

/** Coordinators that break one rule each, and the rule; `tokens` are those of the real one. */
export const bentCoordinators: readonly (readonly [
  RequirementId,
  string,
  (tokens: { node: string; viewer: string }) => Bend,
])[] = [
  [
    'C-5',
    'lets everybody compute',
    ({ node }) => ({ auth: (auth) => ('nodeId' in auth ? changed(auth, { token: node }) : auth) }),
  ],
  [
    'C-6',
    'takes every version',
    () => ({ auth: (auth) => changed(auth, { protocolVersion: PROTOCOL_VERSION }) }),
  ],
  [
    'C-10',
    'does not answer',
    () => ({ answer: (event, answer) => (event === 'heartbeat' ? DROPPED : answer) }),
  ],
  [
    'C-11',
    'takes events that it does not know',
    () => ({ answer: (event, answer) => (event === 'no-such-event' ? { ok: true } : answer) }),
  ],
  [
    'C-18',
    'gives less than there is',
    () => ({
      fromClient: (event, message) => (event === 'lease' ? changed(message, { capacity: 1 }) : message),
    }),
  ],
  [
    'C-21',
    'loses checkpoints',
    () => ({
      answer: (event, answer) =>
        event === 'lease'
          ? changed(answer, {
              assignments: (answer['assignments'] as Message[]).map((run) =>
                changed(run, { checkpoint: null }),
              ),
            })
          : answer,
    }),
  ],
  [
    'C-24',
    'counts reports twice',
    () => {
      let sequence = 0;
      return {
        fromClient: (event, message) =>
          event === 'report' ? changed(message, { sequence: (sequence += 1) }) : message,
      };
    },
  ],
  [
    'C-26',
    'does not compare digests',
    () => ({
      fromClient: (event, message) => {
        if (event !== 'complete' || !(message['result'] instanceof Uint8Array)) return message;
        return changed(message, { digest: createHash('sha256').update(message['result']).digest('hex') });
      },
    }),
  ],
  [
    'C-37',
    'does not tell of cancelled runs',
    () => ({ fromServer: (event, message) => (event === 'cancel' ? DROPPED : message) }),
  ],
  [
    'C-39',
    'lets every attempt go on',
    () => ({
      answer: (event, answer) =>
        event === 'report' && answer['ok'] === true ? changed(answer, { continue: true }) : answer,
    }),
  ],
  [
    'C-47',
    'leaves numbers out',
    () => ({
      fromServer: (event, message) =>
        event === 'frame' ? changed(message, { sequence: 2 * Number(message['sequence']) }) : message,
    }),
  ],
  ['C-48', 'does not wait for viewers', () => ({ answersForClient: true })],
];
