import { TIMINGS, type Assignment, type Frame } from '@crossover/protocol';
import { setTimeout as delay } from 'node:timers/promises';
import type { NodePeer } from '../peers/node-peer.ts';
import { leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

/** A report that only moves the run on a little; its number says how far. */
function step(node: NodePeer, assignment: Assignment, sequence: number) {
  return node.tell('C-23', 'report', {
    ...leaseOf(assignment),
    sequence,
    fraction: sequence / 1000,
    stepsPerSecond: 1,
    points: null,
    checkpoint: null,
  });
}

const fractionsOf = (frames: readonly Frame[], runId: string) =>
  frames
    .flatMap(({ runs = [] }) => runs)
    .filter(({ id }) => id === runId)
    .map(({ fraction }) => fraction);

export const rhythm: CoordinatorCheck = {
  name: 'it sends frames in order, and not too often',
  shows: ['C-46', 'C-47', 'C-49'],
  async play(stage, judge) {
    const former = await stage.experiment();
    const node = await stage.node();
    const unwatched = await stage.leaseOne(node);
    const experiment = await stage.experiment();
    const assignment = await stage.leaseOne(node);
    const viewer = await stage.viewer();
    await viewer.watch(former.id);
    await viewer.watch(experiment.id);
    const wanted = 5;
    for (let sequence = 1; viewer.seen.length < wanted && sequence < 500; sequence += 1) {
      await step(node, assignment, sequence);
      await step(node, unwatched, sequence);
      await delay(TIMINGS.frameMilliseconds / 10);
    }
    await viewer.sees((frames) => frames.length >= wanted);
    judge.require(
      'C-47',
      viewer.seen.length >= wanted,
      `${wanted} frames about a run that gets on`,
      `${viewer.seen.length} frames`,
    );
    const numbers = viewer.frames.map(({ sequence }) => sequence);
    judge.expect(
      'C-47',
      numbers.every((number, index) => number === index + 1),
      'frames numbered 1, 2, 3, …',
      numbers,
    );
    const seconds = (viewer.seen[viewer.seen.length - 1].at - viewer.seen[0].at) / 1000;
    const rate = (viewer.seen.length - 1) / seconds;
    // Over so many frames the network's jitter is a small part of the time.
    judge.expect('C-49', rate <= 4.4, 'at most four frames a second', `${rate.toFixed(1)} a second`);
    const strangers = fractionsOf(viewer.frames, unwatched.runId);
    judge.expect(
      'C-46',
      strangers.length === 0 && fractionsOf(viewer.frames, assignment.runId).length > 0,
      'runs of the experiment that is watched, and of no other',
      `${strangers.length} changes of a run of the former one`,
    );
  },
};

export const slowViewer: CoordinatorCheck = {
  name: 'it waits for a slow viewer, and tells it the newest state then',
  shows: ['C-48', 'C-50'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const viewer = await stage.viewer();
    await viewer.watch(experiment.id);
    viewer.holdBack();
    await step(node, assignment, 1);
    const hasBegun = await viewer.sees((frames) => frames.length > 0);
    judge.require('C-48', hasBegun, 'a frame about a run that gets on', 'none');
    // More than two frames' time, in which a careless coordinator would have sent the next one.
    const last = 12;
    for (let sequence = 2; sequence <= last; sequence += 1) {
      await step(node, assignment, sequence);
      await delay(TIMINGS.frameMilliseconds / 4);
    }
    const unanswered = viewer.frames.length;
    judge.expect('C-48', unanswered === 1, 'one frame until it is acknowledged', `${unanswered} frames`);
    viewer.goOn();
    await viewer.sees((frames) => frames.length > unanswered);
    const next = viewer.frames.slice(unanswered, unanswered + 1);
    const told = fractionsOf(next, assignment.runId);
    judge.expect(
      'C-50',
      told.length === 1 && told[0] === last / 1000,
      `the run once, with the fraction ${last / 1000} of its last report`,
      told,
    );
  },
};

export const silentViewer: CoordinatorCheck = {
  name: 'it disconnects a viewer that acknowledges nothing',
  slow: 'more than half a minute',
  shows: ['C-55'],
  async play(stage, judge) {
    const viewer = await stage.viewer();
    await viewer.watch(null);
    viewer.holdBack();
    await stage.experiment();
    const hasBegun = await viewer.sees((frames) => frames.length > 0);
    judge.require('C-55', hasBegun, 'a frame about a new experiment', 'none');
    const milliseconds = TIMINGS.acknowledgeMilliseconds + stage.coordinator.patienceMilliseconds;
    const end = await viewer.ended(milliseconds);
    judge.expect('C-55', end !== undefined, 'the connection ends', `it goes on after ${milliseconds} ms`);
  },
};
