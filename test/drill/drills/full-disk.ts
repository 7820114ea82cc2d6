import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '../../processes/waiting.ts';
import type { Drill } from '../drill.ts';
import { SmallDisk } from '../small-disk.ts';

/** What a new database, its write-ahead log and the drills' results take, and some room besides. */
const DISK_MEBIBYTES = 256;

export const fullDisk: Drill = {
  name: 'disk-full',
  what: 'not a byte free on the disk of the embedded database, until up to 5 s after the coordinator has said so',
  store: 'embedded',
  plan: { diskMebibytes: DISK_MEBIBYTES },
  lanes: 1,
  obstacle: () => SmallDisk.obstacle(),
  async disturb(scene) {
    const { laboratory, random } = scene;
    const { disk, coordinator } = laboratory;
    await scene.someMoment();
    disk!.fill();
    await waitFor('the coordinator to say that it cannot work', async () => {
      const answer = await fetch(`${coordinator.url}/ready`).catch(() => undefined);
      return answer?.status === 503 || !coordinator.isRunning ? true : undefined;
    });
    await delay(random.below(5000));
    disk!.makeRoom();
    scene.disturbed();
  },
};
