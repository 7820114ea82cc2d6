import { runIdentity, runSpecificationSchema } from '@crossover/experiments';
import type { Assignment } from '@crossover/protocol';
import { until } from '../../until.ts';
import { isLater, leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

export const shares: CoordinatorCheck = {
  name: 'it gives out as many runs as a node asks for, and each of them once',
  shows: ['C-18', 'C-19', 'C-20'],
  async play(stage, judge) {
    await stage.experiment({ replicas: 7 });
    const [first, second] = [await stage.node(), await stage.node()];
    const { assignments: two } = await first.tell('C-18', 'lease', { capacity: 2 });
    judge.expect('C-18', two.length === 2, 'two runs for a capacity of 2', `${two.length} runs`);
    const { assignments: three } = await second.tell('C-18', 'lease', { capacity: 1, most: 3 });
    judge.expect(
      'C-18',
      three.length >= 1 && three.length <= 3,
      'one to three runs for a capacity of 1 and most 3',
      `${three.length} runs`,
    );
    const { assignments: rest } = await first.tell('C-18', 'lease', { capacity: 7 });
    const all = [...two, ...three, ...rest];
    judge.expect('C-18', all.length === 7, 'all runs for a capacity of more', `${all.length} of 7`);
    const distinct = new Set(all.map(({ runId }) => runId)).size;
    judge.expect(
      'C-19',
      distinct === all.length,
      'seven different runs in all',
      `${distinct} different ones among ${all.length}`,
    );
    for (const assignment of all) {
      const identity = runIdentity(runSpecificationSchema.parse(assignment.specification));
      judge.expect('C-20', identity === assignment.runId, `runId ${identity}`, assignment.runId);
    }
  },
};

export const order: CoordinatorCheck = {
  name: 'it gives out theory first, then the longest runs',
  shows: ['C-22'],
  async play(stage, judge) {
    await stage.experiment({ theory: true, longerPart: true });
    const node = await stage.node();
    const given: Assignment[] = [];
    while (given.length < 3) {
      const next = await stage.leaseOne(node);
      given.push(next);
    }
    const kinds = given.map(({ specification }) => specification['kind']);
    judge.expect('C-22', kinds[0] === 'theory', 'theory comes first', kinds);
    const works = given.slice(1).map(({ work }) => work);
    judge.expect('C-22', works[0] > works[1], 'of two simulations the longer one comes first', works);
  },
};

export const hints: CoordinatorCheck = {
  name: 'it tells nodes that there is work',
  shows: ['C-17'],
  async play(stage, judge) {
    const node = await stage.node();
    const before = node.nudges;
    await stage.experiment();
    const isTold = await until(() => node.nudges > before, stage.coordinator.patienceMilliseconds);
    judge.expect('C-17', isTold === true, '"work-available" after an experiment was submitted', 'nothing');
  },
};

export const releases: CoordinatorCheck = {
  name: 'it takes a run back that a node releases',
  shows: ['C-20', 'C-34'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const first = await stage.leaseOne(node);
    const { accepted } = await node.tell('C-34', 'release', leaseOf(first));
    judge.expect('C-34', accepted, 'the release is accepted', 'accepted: false');
    const second = await stage.leaseOne(node, 'C-34');
    judge.expect(
      'C-20',
      isLater(second.attempt, first.attempt),
      `a retryCount above ${first.attempt.retryCount}, or another jobId`,
      second.attempt,
    );
    const failures = await stage.http.failures(experiment.id);
    judge.expect('C-34', failures.length === 0, 'a release is no error', failures);
  },
};

export const load: CoordinatorCheck = {
  name: "it shows a node's load",
  shows: ['C-35'],
  async play(stage, judge) {
    const node = await stage.node();
    const load = { busyThreads: 3, threads: 5, stepsPerSecond: 1234.5 };
    await node.tell('C-35', 'heartbeat', { ...load, runs: [] });
    const shown = (await stage.http.nodes()).find(({ id }) => id === node.id);
    judge.expect(
      'C-35',
      shown?.connected === true &&
        shown.busyThreads === load.busyThreads &&
        shown.threads === load.threads &&
        shown.stepsPerSecond === load.stepsPerSecond,
      `the node is shown as connected with ${JSON.stringify(load)}`,
      shown ?? 'no such node',
    );
  },
};
