import { setTimeout as delay } from 'node:timers/promises';
import type { Drill } from '../drill.ts';
import type { Scene } from '../scene.ts';

export const killNode: Drill = {
  name: 'kill-node',
  what: 'kill -9 of a compute node, started again up to 3 s later',
  store: 'embedded',
  plan: {},
  lanes: 1,
  async disturb(scene) {
    await scene.someMoment();
    const place = scene.someNode();
    scene.disturbed([place]);
    await place.program.stop('SIGKILL');
    await delay(scene.random.below(3000));
    scene.laboratory.startNode(place);
  },
};

export const killAllNodes: Drill = {
  name: 'kill-all-nodes',
  what: 'kill -9 of all compute nodes, started again up to 10 s later',
  store: 'embedded',
  plan: {},
  lanes: 1,
  async disturb(scene) {
    await scene.someMoment();
    scene.disturbed();
    const { nodes } = scene.laboratory;
    await Promise.all(nodes.map(({ program }) => program.stop('SIGKILL')));
    await delay(scene.random.below(10_000));
    for (const place of nodes) scene.laboratory.startNode(place);
  },
};

async function killAndRestart(scene: Scene, index: number, longestMilliseconds: number): Promise<void> {
  const { laboratory, random } = scene;
  await scene.someMoment();
  scene.disturbed();
  await laboratory.coordinators[index].stop('SIGKILL');
  await delay(random.below(longestMilliseconds));
  await laboratory.startCoordinator(index);
}

export const killCoordinatorEmbedded: Drill = {
  name: 'kill-coordinator',
  what: 'kill -9 of the coordinator and its embedded database, started again up to 5 s later',
  store: 'embedded',
  plan: {},
  lanes: 1,
  disturb: (scene) => killAndRestart(scene, 0, 5000),
};

export const killCoordinatorPostgres: Drill = {
  name: 'kill-coordinator-postgresql',
  what: 'kill -9 of the only coordinator on PostgreSQL, started again up to 5 s later',
  store: 'PostgreSQL',
  plan: {},
  lanes: 1,
  disturb: (scene) => killAndRestart(scene, 0, 5000),
};

export const killOneOfTwo: Drill = {
  name: 'kill-one-of-two',
  what: 'kill -9 of one of two coordinators on one PostgreSQL, started again up to 20 s later',
  store: 'PostgreSQL',
  plan: { coordinators: 2 },
  lanes: 1,
  disturb: (scene) => killAndRestart(scene, scene.random.below(2), 20_000),
};

export const killPostgres: Drill = {
  name: 'kill-postgresql',
  what: 'kill -9 of the PostgreSQL server, started again up to 5 s later; the coordinator stays',
  store: 'PostgreSQL',
  plan: {},
  lanes: 1,
  async disturb(scene) {
    const { laboratory, random } = scene;
    await scene.someMoment();
    scene.disturbed();
    await laboratory.postgres!.kill();
    await delay(random.below(5000));
    await laboratory.postgres!.restart();
  },
};
