import { createHash } from 'node:crypto';
import type { RequirementId } from '@crossover/conformance';
import { DROPPED, type Bend, type Message } from './relay.ts';

const changed = (message: Message, change: Message): Message => ({ ...message, ...change });

/** The same bytes, but for the last one. */
function otherBytes(bytes: Uint8Array): Uint8Array {
  const others = Uint8Array.from(bytes);
  others[others.length - 1] ^= 1;
  return others;
}

/** A bend of one kind of message. */
const sending = (name: string, change: (message: Message) => unknown): Bend => ({
  fromClient: (event, message) => (event === name ? change(message) : message),
});

/** Nodes that break one rule each, and the rule. */
export const bentNodes: readonly (readonly [RequirementId, string, () => Bend])[] = [
  ['N-2', 'tells its token to everybody', () => ({ query: ({ token }) => ({ token: String(token) }) })],
  ['N-3', 'computes other numerics', () => ({ auth: (auth) => changed(auth, { numericsVersion: 'mine' }) })],
  [
    'N-4',
    'is another one each time',
    () => {
      let connections = 0;
      return { auth: (auth) => changed(auth, { nodeId: `node-${(connections += 1)}` }) };
    },
  ],
  ['N-5', 'hammers', () => ({ insists: 2 })],
  [
    'N-7',
    'says more than is asked',
    () => sending('heartbeat', (message) => changed(message, { mood: 'good' })),
  ],
  [
    'N-9',
    'numbers what it repeats anew',
    () => {
      let sequence = 0;
      return sending('report', (message) => changed(message, { sequence: (sequence += 1) }));
    },
  ],
  ['N-12', 'forgets what it has', () => sending('hello', () => ({ leases: [] }))],
  [
    'N-14',
    'does not tell what it has',
    () => sending('heartbeat', (message) => changed(message, { runs: [] })),
  ],
  [
    'N-21',
    'begins to count at 2',
    () => sending('report', (message) => changed(message, { sequence: Number(message['sequence']) + 1 })),
  ],
  [
    'N-25',
    'damages checkpoints',
    () =>
      sending('report', (message) =>
        message['checkpoint'] instanceof Uint8Array
          ? changed(message, { checkpoint: otherBytes(message['checkpoint']) })
          : message,
      ),
  ],
  [
    'N-28',
    'computes something else',
    () =>
      sending('complete', (message) => {
        const result = otherBytes(message['result'] as Uint8Array);
        return changed(message, { result, digest: createHash('sha256').update(result).digest('hex') });
      }),
  ],
  [
    'N-29',
    'does not stop',
    () => ({
      answer: (event, answer) => (event === 'report' ? changed(answer, { continue: true }) : answer),
    }),
  ],
  [
    'N-30',
    'does not hear what is cancelled',
    () => ({ fromServer: (event, message) => (event === 'cancel' ? DROPPED : message) }),
  ],
  [
    'N-34',
    'wants to try what cannot be done',
    () => sending('fail', (message) => changed(message, { retryable: true })),
  ],
];
