import { PROTOCOL_VERSION } from '@crossover/protocol';
import { setTimeout as delay } from 'node:timers/promises';
import { messages } from '../../messages.ts';
import type { NodeCheck } from './node-check.ts';

/** In which a node that hammers would have come many times. */
const WATCHED_MILLISECONDS = 2_500;
const SHORTEST_PAUSE = 900;

export const refusal: NodeCheck = {
  name: 'it obeys when it is told to upgrade',
  shows: ['N-5', 'N-6'],
  async play(stage, judge) {
    const { coordinator, output } = stage;
    await stage.until(() => coordinator.all('hello').length > 0);
    const message = `Protocol version ${PROTOCOL_VERSION} is spoken here no more: upgrade this program.`;
    coordinator.refusal = { code: 'protocol-version', message };
    const before = coordinator.attempts.length;
    coordinator.breakConnections();
    const comesBack = await stage.until(() => coordinator.attempts.length > before);
    judge.present('N-17', comesBack, 'it comes back after its connection has broken');
    await delay(WATCHED_MILLISECONDS);
    const times = coordinator.attempts.slice(before).map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => Math.round(at - times[index]));
    judge.expect(
      'N-5',
      pauses.every((pause) => pause >= SHORTEST_PAUSE),
      'no further attempt, or pauses of a second at least',
      `pauses of ${pauses.join(', ')} ms`,
    );
    if (output === undefined) {
      judge.unseen('N-6', messages.cannotRead());
    } else {
      judge.expect('N-6', output().includes(message), `the message: ${message}`, output().slice(-300));
    }
  },
};
