import { setTimeout as delay } from 'node:timers/promises';
import type { Drill } from '../drill.ts';
import { Turbulence } from '../wire/turbulence.ts';

/** Half of the time one of two nodes is cut off, and the other goes on; half of the time both are. */
function cut(seconds: number, lanes: number): Drill {
  return {
    name: `cut-${seconds}s`,
    what: `network cut for ${seconds} s between the coordinator and one of two nodes, or both`,
    store: 'embedded',
    plan: { lines: true },
    lanes,
    async disturb(scene) {
      const { laboratory, random } = scene;
      await scene.someMoment();
      const places = random.chance(0.5) ? [scene.someNode()] : laboratory.nodes;
      scene.disturbed(places);
      for (const place of places) laboratory.cut(place);
      await delay(1000 * seconds);
      for (const place of places) laboratory.heal(place);
    },
  };
}

export const cuts: readonly Drill[] = [cut(1, 1), cut(30, 4), cut(120, 7)];

export const messages: Drill = {
  name: 'messages',
  what: 'all along, 2 of 5 messages up to 1.2 s late, 3 of 10 delivered again up to 4 s later, in any order',
  store: 'embedded',
  plan: {},
  lanes: 1,
  before({ laboratory, random }) {
    laboratory.setTurbulence(new Turbulence(random));
  },
  disturb: () => Promise.resolve(),
  after({ laboratory }) {
    laboratory.setTurbulence(undefined);
  },
};
