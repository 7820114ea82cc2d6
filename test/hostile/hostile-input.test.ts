import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '@crossover/experiments';
import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { io } from 'socket.io-client';
import { Laboratory } from '../processes/laboratory.ts';
import { RawNode } from '../processes/raw-node.ts';

/** Honest work that goes on while others misbehave. */
const honest = {
  name: 'honest-work',
  parts: [
    {
      base: {
        widthPrefactor: 4,
        teacherWidth: 2,
        inputDimension: 200,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 4,
        noise: 1e-3,
        times: { tMax: 8000, points: 20 },
      },
      replicas: 3,
    },
  ],
};

const base = honest.parts[0].base;
const laboratory = new Laboratory();
let honestId: string;

beforeAll(async () => {
  await laboratory.startCoordinator();
  honestId = await laboratory.submit(honest);
  laboratory.startNode('honest', 1);
});

afterAll(() => laboratory.close());

async function submission(specification: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(`${laboratory.url}/api/experiments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${laboratory.tokens.operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ specification }),
  });
  return { status: response.status, text: await response.text() };
}

const withBase = (changes: object, part: object = {}) => ({
  name: 'impossible',
  parts: [{ base: { ...base, ...changes }, ...part }],
});

describe('an impossible specification is refused with its reason', () => {
  it.each([
    { what: 'a negative width', specification: withBase({ widthPrefactor: -8 }), says: /width/ },
    {
      what: 'an Ω that is not positive semidefinite',
      specification: withBase({
        widthPrefactor: 1,
        teacherWidth: 1,
        initial: { kind: 'explicit', Q: [[1]], M: [[2]], P: [[1]] },
      }),
      says: /eigenvalue/,
    },
    {
      what: 'd < p + k with the projected engine',
      specification: withBase({ inputDimension: 5, engine: 'projected' }),
      says: /projected|direct/,
    },
    {
      what: 'theory in the red region',
      specification: withBase({ delta: -0.75 }, { theory: ['limit'] }),
      says: /no deterministic limit|no ODE|ϑ/i,
    },
    { what: 'no parts', specification: { name: 'impossible', parts: [] }, says: /parts/ },
    { what: 'something else altogether', specification: { rm: '-rf' }, says: /name|parts/ },
  ])('$what', async ({ specification, says }) => {
    const { status, text } = await submission(specification);
    expect(status).toBe(422);
    const { error } = JSON.parse(text) as {
      error: { code: string; message: string; details?: { message: string }[] };
    };
    expect([error.message, ...(error.details ?? []).map(({ message }) => message)].join('\n')).toMatch(says);
  });
});

describe('requests and connections without the right token', () => {
  it.each(['', 'Bearer wrong', `Bearer ${'x'.repeat(5000)}`])('HTTP: %j', async (authorization) => {
    const response = await fetch(`${laboratory.url}/api/experiments`, { headers: { authorization } });
    expect([400, 401, 431]).toContain(response.status);
  });

  it('a viewer may not submit', async () => {
    const response = await fetch(`${laboratory.url}/api/experiments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${laboratory.tokens.viewer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ preset: 'crossover' }),
    });
    expect(response.status).toBe(403);
  });

  it.each([
    { namespace: NAMESPACES.nodes, token: 'wrong' },
    { namespace: NAMESPACES.viewers, token: 'wrong' },
    { namespace: NAMESPACES.viewers, token: 'node' },
    { namespace: NAMESPACES.nodes, token: 'viewer' },
  ] as const)('socket: the $token token on $namespace', async ({ namespace, token }) => {
    const socket = io(`${laboratory.url}${namespace}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: {
        token: token === 'wrong' ? token : laboratory.tokens[token],
        protocolVersion: PROTOCOL_VERSION,
        nodeId: 'intruder',
        name: 'intruder',
        threads: 1,
        softwareVersion: '0',
        numericsVersion: '1',
      },
    });
    const error = await new Promise<Error>((resolve, reject) => {
      socket.once('connect_error', resolve);
      socket.once('connect', () => reject(new Error('was let in')));
    });
    socket.close();
    expect(error.message).toMatch(/token/i);
  });
});

describe('malformed and oversized messages', () => {
  const post = (body: string) =>
    fetch(`${laboratory.url}/api/experiments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${laboratory.tokens.operator}`, 'content-type': 'application/json' },
      body,
    });

  it('an HTTP body that is not JSON', async () => {
    const response = await post('{"preset":');
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('error.message');
  });

  it('an HTTP body that is too large', async () => {
    // The coordinator answers before it has read all: a client that is still writing may see the closed connection.
    const status = await post(JSON.stringify({ preset: 'x'.repeat(8 * 1024 * 1024) })).then(
      (response) => response.status,
      () => 'connection closed',
    );
    expect([413, 'connection closed']).toContain(status);
  });

  it.each(['hello', 'lease', 'report', 'complete', 'fail', 'release', 'heartbeat'])(
    'nonsense as %s is answered with an error',
    async (event) => {
      const node = new RawNode(laboratory.url, laboratory.tokens.node, `nonsense-${event}`);
      for (const nonsense of [null, 7, 'text', [], { runId: 5 }, { leases: 'all' }, { capacity: -1 }]) {
        const answer = (await node.socket.timeout(10_000).emitWithAck(event, nonsense)) as { ok: boolean };
        expect(answer.ok).toBe(false);
      }
      node.close();
    },
  );

  it('an oversized message costs its sender the connection, and nobody else', async () => {
    const node = new RawNode(laboratory.url, laboratory.tokens.node, 'oversized');
    await node.hello();
    const closed = new Promise((resolve) => node.socket.once('disconnect', resolve));
    node.socket.emit('report', { checkpoint: new Uint8Array(64 * 1024 * 1024) });
    await closed;
    node.close();
  });
});

it('the honest work was not affected: same bits as in this process', async () => {
  await laboratory.finished(honestId);
  for (const run of expandExperiment(experimentSpecificationSchema.parse(honest))) {
    expect(await laboratory.resultBytes(runIdentity(run))).toEqual(encodeRunResult(await execute(run)));
  }
  expect(await (await fetch(`${laboratory.url}/health`)).json()).toMatchObject({ status: 'ok' });
});
