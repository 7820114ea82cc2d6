import { NUMERICS_VERSION } from '@crossover/experiments';
import { LIMITS, NAMESPACES, nodeEvents, PROTOCOL_VERSION } from '@crossover/protocol';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnCoordinator, type CoordinatorProcess } from './support/processes.ts';
import { executeAssignment, tinyExperiment } from './support/runs.ts';
import { connectNode, connectRaw, connectViewer, refusalOf } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

/** Everything here goes to a process of its own, which must be alive and at work afterwards. */
describe('a coordinator that is sent nonsense', () => {
  let place: Place;
  let coordinator: CoordinatorProcess;

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await spawnCoordinator(place);
  });

  afterAll(async () => {
    expect(coordinator.process.exitCode).toBeNull();
    expect(await coordinator.stop()).toBe(0);
    await place.remove();
  });

  const nodeAuth = (changes: object = {}) => ({
    token: coordinator.tokens.node,
    protocolVersion: PROTOCOL_VERSION,
    nodeId: 'guest',
    name: 'guest',
    threads: 1,
    softwareVersion: '0',
    numericsVersion: NUMERICS_VERSION,
    ...changes,
  });

  it('tells a connection it refuses what to do', async () => {
    const { url, tokens } = coordinator;
    const { nodes, viewers } = NAMESPACES;
    const refusals: [string, object, string][] = [
      [nodes, nodeAuth({ token: 'wrong' }), 'unauthorized'],
      [nodes, nodeAuth({ token: undefined }), 'unauthorized'],
      [nodes, nodeAuth({ token: { length: 32 } }), 'unauthorized'],
      [nodes, nodeAuth({ token: tokens.viewer }), 'unauthorized'],
      [nodes, nodeAuth({ token: tokens.operator }), 'unauthorized'],
      [nodes, nodeAuth({ protocolVersion: PROTOCOL_VERSION - 1 }), 'protocol-version'],
      [nodes, nodeAuth({ protocolVersion: PROTOCOL_VERSION + 1 }), 'protocol-version'],
      [nodes, nodeAuth({ numericsVersion: 'other' }), 'numerics-version'],
      [nodes, nodeAuth({ threads: -1 }), 'invalid-message'],
      [nodes, nodeAuth({ nodeId: '../../etc' }), 'invalid-message'],
      [viewers, { token: tokens.node, protocolVersion: PROTOCOL_VERSION }, 'unauthorized'],
      [viewers, { token: tokens.viewer }, 'invalid-message'],
      ['/', { token: tokens.operator }, 'not-found'],
    ];
    for (const [namespace, auth, code] of refusals) {
      const refusal = await refusalOf(connectRaw(url, namespace, auth));
      expect(refusal, JSON.stringify(auth)).toMatchObject({ code });
      expect(refusal.message.length).toBeGreaterThan(20);
    }
  });

  it('lets no foreign page open a socket', async () => {
    const { url } = coordinator;
    const open = (origin: string, host?: string) =>
      connectRaw(url, NAMESPACES.nodes, nodeAuth(), { origin, ...(host === undefined ? {} : { host }) });
    await expect(open('https://example.org')).rejects.toThrow();
    await expect(open('null')).rejects.toThrow();
    await expect(open('http://rebound.example', 'rebound.example')).rejects.toThrow();
    (await open(url)).close();
  });

  it('refuses malformed messages of every event, and goes on', async () => {
    const node = await connectRaw(coordinator.url, NAMESPACES.nodes, nodeAuth());
    const viewer = await connectViewer(coordinator);
    const ask = (event: string, ...parameters: unknown[]): Promise<unknown> =>
      node.timeout(20_000).emitWithAck(event, ...parameters);
    const refused = { ok: false, error: { code: expect.any(String) as string } };
    for (const event of [...Object.keys(nodeEvents), 'watch', 'constructor', '__proto__', '']) {
      for (const message of [
        undefined,
        null,
        7,
        'x',
        [],
        {},
        { leases: 1 },
        { capacity: -1 },
        Buffer.alloc(9),
      ]) {
        expect(await ask(event, message), `${event} ${JSON.stringify(message)}`).toMatchObject(refused);
      }
    }
    expect(await ask('lease', { capacity: 1, extra: true })).toMatchObject({
      error: { code: 'invalid-message', details: [{ message: expect.any(String) as string }] },
    });
    expect(await ask('lease', { capacity: LIMITS.maxLeaseBatch + 1 })).toMatchObject({
      error: { code: 'message-too-large' },
    });
    // Without an acknowledgement function, and with several parameters.
    node.emit('report', { nonsense: true });
    node.emit('complete');
    expect(await ask('lease', { capacity: 1 }, { capacity: 2 })).toMatchObject({ ok: true });
    expect(await viewer.ask({ experimentId: 'nowhere' })).toMatchObject(refused);
    node.close();
    viewer.close();
  });

  it('refuses messages that are too large, and disconnects who sends what cannot even be read', async () => {
    const node = await connectRaw(coordinator.url, NAMESPACES.nodes, nodeAuth());
    const report = {
      runId: '0'.repeat(64),
      attempt: { jobId: '01234567-89ab-4def-8123-456789abcdef', retryCount: 0 },
      sequence: 1,
      fraction: 0,
      stepsPerSecond: 0,
      points: null,
      checkpoint: Buffer.alloc(LIMITS.maxCheckpointBytes + 1),
    };
    expect(await node.timeout(20_000).emitWithAck('report', report)).toMatchObject({
      ok: false,
      error: { code: 'message-too-large' },
    });
    const gone = new Promise((resolve) => node.once('disconnect', resolve));
    node.emit('report', { ...report, checkpoint: Buffer.alloc(LIMITS.maxMessageBytes + 1) });
    await gone;

    const garbage = connect(Number(new URL(coordinator.url).port), '127.0.0.1');
    const ended = once(garbage, 'close');
    garbage.on('error', () => undefined).resume();
    garbage.write('\u0000\u0001 nonsense \r\n\r\n');
    await ended;
  });

  const submit = (seed: number) =>
    fetch(`${coordinator.url}/api/experiments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${coordinator.tokens.operator}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ specification: tinyExperiment(seed, { replicas: 1 }) }),
    });

  it('takes reasons whose text the database could not hold', async () => {
    expect((await submit(42)).status).toBe(201);
    const node = await connectNode(coordinator, 'garbled');
    const [{ runId, attempt }] = (await node.tell('lease', { capacity: 1 })).assignments;
    const error = { name: 'Half\ud800', message: 'none \0' };
    expect(await node.tell('fail', { runId, attempt, error, retryable: false })).toMatchObject({
      accepted: true,
    });
    node.close();
  });

  it('still does its work', async () => {
    expect((await submit(41)).status).toBe(201);
    const node = await connectNode(coordinator, 'worker');
    const { assignments } = await node.tell('lease', { capacity: 1 });
    const { bytes, digest } = await executeAssignment(assignments[0]);
    const { runId, attempt } = assignments[0];
    const completed = await node.tell('complete', { runId, attempt, result: bytes, digest, seconds: 1 });
    expect(completed.accepted).toBe(true);
    node.close();
  });
});
