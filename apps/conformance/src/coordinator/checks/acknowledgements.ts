import { LIMITS, NAMESPACES, nodeEvents, PROTOCOL_VERSION, viewerEvents } from '@crossover/protocol';
import { computePartly } from '../../computing.ts';
import { emit } from '../peers/ask.ts';
import type { NodePeer } from '../peers/node-peer.ts';
import { connectRaw } from '../peers/raw-connection.ts';
import { leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

const unknownLease = {
  runId: '0'.repeat(64),
  attempt: { jobId: '00000000-0000-4000-8000-000000000000', retryCount: 0 },
};
const report = {
  ...unknownLease,
  sequence: 1,
  fraction: 0.5,
  stepsPerSecond: 1,
  points: null,
  checkpoint: null,
};
const load = { busyThreads: 0, threads: 1, stepsPerSecond: 0, runs: [] };
const failure = { ...unknownLease, error: { name: 'Error', message: 'it failed' }, retryable: true };
const completion = { ...unknownLease, result: new Uint8Array(8), digest: '0'.repeat(64), seconds: 1 };

/** Of every event of a node some forms that the protocol does not know. */
const wrongForms: readonly (readonly [event: keyof typeof nodeEvents, message: unknown])[] = [
  ['hello', undefined],
  ['hello', { leases: 'none' }],
  ['hello', { leases: [], surprise: 1 }],
  ['lease', { capacity: 'many' }],
  ['lease', { capacity: 0 }],
  ['lease', { capacity: 1, surprise: 1 }],
  ['report', { ...report, sequence: 0 }],
  ['report', { ...report, runId: 'none' }],
  ['report', { ...report, checkpoint: 'no bytes' }],
  ['report', { ...report, surprise: 1 }],
  ['complete', { ...completion, digest: 'none' }],
  ['complete', { ...completion, surprise: 1 }],
  ['fail', { ...failure, retryable: 'perhaps' }],
  ['fail', { ...failure, surprise: 1 }],
  ['release', { runId: unknownLease.runId }],
  ['release', { ...unknownLease, surprise: 1 }],
  ['heartbeat', { ...load, runs: {} }],
  ['heartbeat', { ...load, surprise: 1 }],
  ['heartbeat', ['not', 'an', 'object']],
];

function codeOf(answer: unknown): string | undefined {
  const { error } = (answer ?? {}) as { error?: { code?: string } };
  return error?.code;
}

export const wrongMessages: CoordinatorCheck = {
  name: 'it refuses what is no message of the protocol, and goes on',
  shows: ['C-10', 'C-11'],
  async play(stage, judge) {
    const node = await stage.node();
    for (const [event, message] of wrongForms) {
      const answer = await node.ask(event, message);
      judge.expect('C-10', true, `"${event}" is answered`, answer);
      const isRefused = codeOf(answer) === 'invalid-message';
      judge.expect('C-11', isRefused, `"${event}" of a wrong form is refused with invalid-message`, answer);
    }
    const unknown = await node.emit('no-such-event', {});
    judge.expect(
      'C-11',
      codeOf(unknown) === 'invalid-message',
      'an unknown event is refused with invalid-message',
      unknown,
    );
    await node.tell('C-11', 'heartbeat', load);

    const viewer = await stage.viewer();
    for (const [event, message] of [
      ['watch', {}],
      ['watch', { experimentId: 7 }],
      ['watch', { experimentId: null, surprise: 1 }],
      ['control', { verb: 'improve' }],
      ['no-such-event', {}],
    ] as const) {
      const answer = await emit(viewer.socket, event, message, stage.coordinator.patienceMilliseconds);
      const isRefused = codeOf(answer) === 'invalid-message';
      judge.expect('C-11', isRefused, `"${event}" of a wrong form is refused with invalid-message`, answer);
    }
    const answer = await viewer.askToWatch(null);
    judge.expect('C-11', viewerEvents.watch.answer.parse(answer).ok, 'the connection goes on', answer);
  },
};

export const largeMessages: CoordinatorCheck = {
  name: 'it refuses what is too large, and goes on',
  shows: ['C-12'],
  async play(stage, judge) {
    const node = await stage.node();
    for (const [event, message] of [
      ['lease', { capacity: LIMITS.maxLeaseBatch + 1 }],
      ['report', { ...report, checkpoint: new Uint8Array(LIMITS.maxCheckpointBytes + 1) }],
      ['complete', { ...completion, result: new Uint8Array(LIMITS.maxResultBytes + 1) }],
    ] as const) {
      const answer = await node.ask(event, message);
      const isRefused = codeOf(answer) === 'message-too-large';
      judge.expect('C-12', isRefused, `"${event}" is refused with message-too-large`, answer);
    }
    await node.tell('C-12', 'heartbeat', load);
  },
};

export const repetitions: CoordinatorCheck = {
  name: 'it takes every event twice',
  shows: ['C-14'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const lease = leaseOf(assignment);
    const partly = await computePartly(assignment.specification);
    const { fraction, points, checkpoint } = partly;
    const twice = async (event: Parameters<NodePeer['tell']>[1], message: unknown) => {
      await node.tell('C-14', event, message);
      return node.tell('C-14', event, message);
    };
    await twice('hello', { leases: [lease] });
    await twice('heartbeat', { ...load, runs: [{ runId: lease.runId, fraction }] });
    await twice('report', { ...lease, sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint });
    await twice('release', lease);
    const run = await stage.run(experiment.id, lease.runId);
    const failures = await stage.http.failures(experiment.id);
    judge.expect(
      'C-14',
      run?.state === 'queued' && failures.length === 0,
      'the run waits, after a release that came twice',
      { run, failures },
    );
    const again = await stage.leaseOne(node);
    await twice('fail', { ...failure, ...leaseOf(again), retryable: false });
    const counted = await stage.http.failures(experiment.id);
    judge.expect('C-14', counted.length === 1, 'a failure that came twice counts once', counted);
  },
};

export const unadmitted: CoordinatorCheck = {
  name: 'it keeps apart what nodes and viewers may say',
  shows: ['C-11'],
  async play({ coordinator }, judge) {
    const { url, viewerToken, patienceMilliseconds: milliseconds } = coordinator;
    const auth = { token: viewerToken, protocolVersion: PROTOCOL_VERSION };
    const attempted = await connectRaw(url, NAMESPACES.viewers, auth, { milliseconds });
    const socket = judge.present('C-4', attempted.socket, 'a viewer is admitted');
    const answer = await emit(socket, 'lease', { capacity: 1 }, milliseconds);
    judge.expect('C-11', codeOf(answer) === 'invalid-message', 'a viewer cannot lease runs', answer);
    socket.close();
  },
};
