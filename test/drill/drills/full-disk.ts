import type { SubmitResponse } from '@crossover/protocol';
import { setTimeout as delay } from 'node:timers/promises';
import type { CoordinatorProcess } from '../../processes/coordinator-process.ts';
import { waitFor } from '../../processes/waiting.ts';
import type { Drill } from '../drill.ts';
import { SmallDisk } from '../small-disk.ts';

/** What a new database, its write-ahead log and the drills' results take, and some room besides. */
const DISK_MEBIBYTES = 256;

export const fullDisk: Drill = {
  name: 'disk-full',
  what: 'not a byte free on the disk of the embedded database, until up to 5 s after it has refused something for that reason',
  store: 'embedded',
  plan: { diskMebibytes: DISK_MEBIBYTES },
  lanes: 1,
  obstacle: () => SmallDisk.obstacle(),
  async disturb(scene) {
    const { laboratory, random } = scene;
    const { disk, coordinator } = laboratory;
    await scene.someMoment();
    disk!.fill();
    // Small things may still find room in what the database has set aside: a large one does not.
    await waitFor('the coordinator to say that there is no room', async () => {
      const refusal = await submitLarge(coordinator);
      return refusal?.includes('No space left') ? true : undefined;
    });
    await delay(random.below(5000));
    disk!.makeRoom();
    scene.disturbed();
  },
};

/** Why an experiment of many runs was refused; undefined when it was not, and has been removed again. */
async function submitLarge(coordinator: CoordinatorProcess): Promise<string | undefined> {
  try {
    const answer = await coordinator.request<SubmitResponse>('POST', '/api/experiments', {
      preset: 'paper/fig3',
    });
    await coordinator.request('DELETE', `/api/experiments/${answer.experiment.id}`);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
