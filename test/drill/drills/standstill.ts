import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '../../processes/waiting.ts';
import type { Drill } from '../drill.ts';

export const frozenNode: Drill = {
  name: 'frozen-node',
  what: 'SIGSTOP of a node, which wakes up to 3 s after all its runs were given to the other',
  store: 'embedded',
  plan: {},
  lanes: 4,
  async disturb(scene) {
    const { laboratory, random } = scene;
    await scene.someMoment();
    // One that has something to lose.
    const busy = laboratory.nodes.filter(({ name }) => laboratory.ledger.inWork([name]).length > 0);
    const place = random.pick(busy.length > 0 ? busy : laboratory.nodes);
    place.program.child.kill('SIGSTOP');
    scene.disturbed([place]);
    try {
      await waitFor('the frozen node to lose its runs', () =>
        laboratory.ledger.inWork([place.name]).length === 0 ? true : undefined,
      );
      await delay(random.below(3000));
    } finally {
      place.program.child.kill('SIGCONT');
    }
  },
};

const HOUR_MILLISECONDS = 3_600_000;
const JUMPS: readonly (readonly [string, number])[] = [
  ['an hour forward', HOUR_MILLISECONDS],
  ['an hour back', -HOUR_MILLISECONDS],
  ['a day forward', 24 * HOUR_MILLISECONDS],
  ['a day back', -24 * HOUR_MILLISECONDS],
];

export const clockJump: Drill = {
  name: 'clock-jump',
  what: 'the wall clock of all processes and the embedded database jumps by an hour or a day, and back after the end',
  store: 'embedded',
  plan: { clock: true },
  lanes: 1,
  async disturb(scene) {
    const { laboratory, random } = scene;
    await scene.someMoment();
    const [name, shift] = random.pick(JUMPS);
    scene.notes.push(name);
    scene.disturbed();
    laboratory.shiftClocks(shift);
  },
  after({ laboratory }) {
    laboratory.shiftClocks(0);
  },
};
