import { digest } from '@crossover/experiments';
import type { Assignment } from '@crossover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Coordinator } from '../src/index.ts';
import { createCoordinator } from '../src/index.ts';
import { verdictOf } from '../src/verification/verdict.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, type TestNode } from './support/sockets.ts';
import { onEachStore, type Place } from './support/stores.ts';

onEachStore('verification', (newPlace) => {
  let place: Place;
  let coordinator: Coordinator;

  beforeAll(async () => {
    place = await newPlace();
    coordinator = await createCoordinator({ port: 0, logger: false, ...place.options });
  });
  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const newNode = async (id: string): Promise<TestNode> => {
    const node = await connectNode(coordinator, id);
    await node.tell('hello', { leases: [] });
    return node;
  };
  const submit = async (seed: number, verify: number, replicas = 2) => {
    const response = await fetch(`${coordinator.url}/api/experiments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${coordinator.tokens.operator}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ specification: tinyExperiment(seed, { replicas }), verify }),
    });
    const { experiment } = (await response.json()) as { experiment: { id: string } };
    return experiment.id;
  };
  const summary = (id: string) => coordinator.experiments().find((each) => each.id === id)!;
  const bytesOf = async (runId: string): Promise<Uint8Array> => {
    const response = await fetch(`${coordinator.url}/api/runs/${runId}/result?format=binary`, {
      headers: { authorization: `Bearer ${coordinator.tokens.viewer}` },
    });
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  };

  /** Computes rightly, and delivers with one bit of the risk flipped. */
  const deliverWrong = async (node: TestNode, assignment: Assignment): Promise<void> => {
    const { runId, attempt } = assignment;
    const { bytes } = await executeAssignment(assignment);
    const wrong = Uint8Array.from(bytes);
    wrong[wrong.length - 8] ^= 1;
    await node.tell('complete', { runId, attempt, result: wrong, digest: digest(wrong), seconds: 0.1 });
  };

  it('has every run computed by two nodes where all shall be verified, and by one where none shall', async () => {
    const [all, none] = [await submit(201, 1), await submit(202, 0)];
    const one = await newNode('one');
    await workOff(one);
    await eventually(() => [all, none].every((id) => summary(id).state === 'finished'), 'end');
    expect(await workOff(one)).toEqual([]);
    // There is nobody who could compare them: the experiment is finished, and says what is left to do.
    await eventually(() => summary(all).verification.waiting === 2, 'two wait');
    const two = await newNode('two');
    expect(await workOff(two)).toHaveLength(2);
    await eventually(() => summary(all).verification.verified === 2, 'verification');
    expect(summary(all).verification).toEqual({ share: 1, verified: 2, mismatches: 0, waiting: 0 });
    expect(summary(none).verification).toEqual({ share: 0, verified: 0, mismatches: 0, waiting: 0 });
    expect(await workOff(await newNode('three'))).toEqual([]);
    for (const node of [one, two]) node.close();
  });

  it('finds a node that returns wrong bits, by the vote of a third, and computes all of its runs again', async () => {
    const id = await submit(203, 1, 3);
    const liar = await newNode('liar');
    const { assignments } = await liar.tell('lease', { capacity: 3 });
    expect(assignments).toHaveLength(3);
    const right = new Map<string, Uint8Array>();
    for (const assignment of assignments) {
      right.set(assignment.runId, (await executeAssignment(assignment)).bytes);
      await deliverWrong(liar, assignment);
    }
    await eventually(() => summary(id).state === 'finished', 'end');
    const honest = await newNode('honest');
    const doubted = (await honest.tell('lease', { capacity: 1 })).assignments;
    for (const assignment of doubted) {
      const { bytes, digest: found } = await executeAssignment(assignment);
      const { runId, attempt } = assignment;
      await honest.tell('complete', { runId, attempt, result: bytes, digest: found, seconds: 0.1 });
    }
    // Two nodes, two results: nobody knows yet who is wrong.
    await eventually(() => summary(id).verification.mismatches === 1, 'mismatch');
    expect(coordinator.nodes().filter(({ state }) => state === 'quarantined')).toEqual([]);
    const third = await newNode('third');
    await workOff(third);
    await workOff(honest);
    await eventually(
      () => coordinator.nodes().find((node) => node.id === 'liar')?.state === 'quarantined',
      'quarantine',
    );
    expect((await liar.tell('lease', { capacity: 3 })).assignments).toEqual([]);
    await workOff(third);
    await workOff(honest);
    await eventually(
      () => summary(id).state === 'finished' && summary(id).verification.verified === 3,
      'the end',
    );
    for (const [runId, bytes] of right) expect(await bytesOf(runId)).toEqual(bytes);
    for (const node of [liar, honest, third]) node.close();
  });

  it('holds wrong bits against nobody when several nodes have computed them one after another', async () => {
    const id = await submit(205, 1, 1);
    const begins = await newNode('begins');
    const [begun] = (await begins.tell('lease', { capacity: 1 })).assignments;
    const { runId } = begun;
    const partly = await executePartly(begun);
    await begins.tell('report', { runId, attempt: begun.attempt, sequence: 1, stepsPerSecond: 1, ...partly });
    await begins.tell('release', { runId, attempt: begun.attempt });
    const ends = await newNode('ends');
    const [continued] = (await ends.tell('lease', { capacity: 1 })).assignments;
    expect(continued.checkpoint).not.toBeNull();
    await deliverWrong(ends, continued);
    const right = (await executeAssignment({ ...begun, checkpoint: null })).bytes;
    for (const name of ['judge', 'jury']) {
      const node = await newNode(name);
      expect(await workOff(node)).toEqual([runId]);
      node.close();
    }
    await eventually(() => summary(id).verification.verified === 1, 'verification');
    expect(summary(id).verification.mismatches).toBe(1);
    expect(await bytesOf(runId)).toEqual(right);
    const kept = ['begins', 'ends'];
    const states = coordinator.nodes().filter((node) => kept.includes(node.id));
    expect(states.map(({ state }) => state)).toEqual(['active', 'active']);
    for (const node of [begins, ends]) node.close();
  });

  it('has what a convicted node had begun computed from its beginning', async () => {
    const id = await submit(206, 1, 2);
    const liar = await newNode('begins-wrongly');
    const [first, second] = (await liar.tell('lease', { capacity: 2 })).assignments;
    await deliverWrong(liar, first);
    const partly = await executePartly(second);
    const { runId, attempt } = second;
    await liar.tell('report', { runId, attempt, sequence: 1, stepsPerSecond: 1, ...partly });
    const [one, two] = [await newNode('witness'), await newNode('other-witness')];
    for (const node of [one, two]) await workOff(node);
    await eventually(
      () => coordinator.nodes().find((node) => node.id === liar.id)?.state === 'quarantined',
      'quarantine',
    );
    const [again] = (await one.tell('lease', { capacity: 1 })).assignments;
    expect([again.runId, again.checkpoint]).toEqual([runId, null]);
    await one.tell('release', { runId, attempt: again.attempt });
    for (const node of [one, two]) await workOff(node);
    await eventually(() => summary(id).verification.verified === 2, 'the end');
    for (const node of [liar, one, two]) node.close();
  });

  it('takes the runs of a convicted node away at every coordinator', async ({ skip }) => {
    if (place.options.databaseUrl === undefined) skip('several coordinators need PostgreSQL');
    const other = await createCoordinator({ port: 0, logger: false, ...place.options });
    const liar = await connectNode(other, 'liar-elsewhere');
    await liar.tell('hello', { leases: [] });
    const id = await submit(207, 1, 2);
    const [lied, held] = (await liar.tell('lease', { capacity: 2 })).assignments;
    await deliverWrong(liar, lied);
    const [one, two] = [await newNode('here'), await newNode('also-here')];
    for (const node of [one, two]) await workOff(node);
    await eventually(() => liar.cancelled.includes(held.runId), 'taken away');
    expect((await liar.tell('lease', { capacity: 2 })).assignments).toEqual([]);
    await eventually(async () => {
      for (const node of [one, two]) await workOff(node);
      return summary(id).verification.verified === 2;
    }, 'the end');
    for (const node of [liar, one, two]) node.close();
    await other.close();
  });

  it('gives a verification to another node when its node is lost', async () => {
    const id = await submit(204, 1, 1);
    const first = await newNode('first');
    await workOff(first);
    const lost = await newNode('lost');
    const { assignments } = await lost.tell('lease', { capacity: 2 });
    expect(assignments).toHaveLength(1);
    const [{ runId, attempt }] = assignments;
    await lost.tell('release', { runId, attempt });
    const other = await newNode('other');
    expect(await workOff(other)).toEqual([runId]);
    await eventually(() => summary(id).verification.verified === 1, 'verification');
    // What the replaced attempt still sends changes nothing, though its bits are right.
    const { bytes, digest: found } = await executeAssignment(assignments[0]);
    await lost.tell('complete', { runId, attempt, result: bytes, digest: found, seconds: 0.1 });
    expect(summary(id).verification.verified).toBe(1);
    for (const node of [first, lost, other]) node.close();
  });
});

describe('a verdict', () => {
  it.each([
    ['one vote', ['a:1'], { kind: 'undecided' }],
    ['two that differ', ['a:1', 'b:2'], { kind: 'undecided' }],
    ['one node that finds the same twice', ['a:1', 'a:1'], { kind: 'undecided' }],
    ['two that agree', ['a:1', 'b:1'], { kind: 'agreed', digest: '1', wrong: [] }],
    ['the first against two', ['a:1', 'b:2', 'c:2'], { kind: 'agreed', digest: '2', wrong: ['a'] }],
    [
      'two different ones against two',
      ['a:1', 'b:2', 'c:3', 'd:2'],
      { kind: 'agreed', digest: '2', wrong: ['a', 'c'] },
    ],
  ])('of %s', (_, votes, verdict) => {
    const cast = votes.map((vote) => {
      const [nodeId, found] = vote.split(':') as [string, string];
      return { nodeId, digest: found };
    });
    expect(verdictOf(cast)).toEqual(verdict);
  });
});
