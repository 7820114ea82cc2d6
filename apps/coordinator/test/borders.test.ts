import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authentication } from '../src/http/authentication.ts';
import { createCoordinator, createTokens, type Coordinator, type RefusedError } from '../src/index.ts';
import { limitConnections } from '../src/limits/connection-limits.ts';
import { createListener, PATIENCE } from '../src/listening/create-server.ts';
import { admitViewer } from '../src/sockets/handshake.ts';
import type { OpenApi } from './support/documented-answers.ts';
import { call } from './support/http.ts';
import { tinyExperiment } from './support/runs.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

/** Served to everybody: they say that the coordinator is there, and nothing of what it holds. */
const OPEN = ['GET /health', 'GET /ready'];

describe('the borders of a coordinator', () => {
  let place: Place;
  let coordinator: Coordinator;
  let routes: { readonly method: string; readonly path: string }[];

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      requestsPerMinute: 10_000,
    });
    const { experiment } = await coordinator.submit(tinyExperiment(71));
    // That the document names all routes is what its own test says.
    const document = (await (await call(coordinator, '/api/openapi.json')).json()) as OpenApi;
    routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({
        method: method.toUpperCase(),
        path: path.replace('{id}', experiment.id).replaceAll(/\{\w+\}/g, 'x'),
      })),
    );
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const guarded = () => routes.filter(({ method, path }) => !OPEN.includes(`${method} ${path}`));
  const state = () => JSON.stringify([coordinator.experiments(), coordinator.nodes()]);

  it('let no request pass without a token, with a wrong one or with that of a node', async () => {
    const before = state();
    expect(guarded().length).toBeGreaterThan(15);
    for (const { method, path } of guarded()) {
      for (const [token, status] of [
        [null, 401],
        ['wrong-token-of-nobody', 401],
        [coordinator.tokens.node, 403],
      ] as const) {
        const response = await call(coordinator, path, { method, token });
        expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} ${status}`);
        expect(await response.json()).toMatchObject({ error: { code: expect.any(String) as string } });
      }
    }
    expect(state()).toBe(before);
  });

  it('let viewers change nothing', async () => {
    const before = state();
    const changing = guarded().filter(({ method }) => method !== 'GET');
    for (const { method, path } of changing) {
      const { status } = await call(coordinator, path, { method });
      // A plan is computed, and stored nowhere.
      if (!path.endsWith('/plan')) expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
    }
    expect(state()).toBe(before);
  });

  it('let no foreign page change anything, whatever token it has', async () => {
    const before = state();
    for (const { method, path } of guarded().filter(({ method }) => method !== 'GET')) {
      const headers = { origin: 'https://foreign.example' };
      const response = await call(coordinator, path, { method, headers, token: coordinator.tokens.operator });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: 'origin-not-allowed' } });
    }
    expect(state()).toBe(before);
  });

  it('let nobody ask by a foreign name, which might have been pointed at this machine', async () => {
    const socket = connect(coordinator.port, '127.0.0.1');
    socket.write('GET /health HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n');
    expect(await textOf(socket)).toMatch(/^HTTP\/1.1 403 [^]*origin-not-allowed/);
  });

  it('answer everything with the headers that keep pages strict', async () => {
    for (const { method, path } of [...routes, { method: 'GET', path: '/nowhere' }]) {
      const { headers, body } = await call(coordinator, path, { method });
      await body?.cancel();
      const found = [headers.get('content-security-policy'), headers.get('x-content-type-options')];
      expect(found[0], path).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
      expect(found[0], path).not.toMatch(/unsafe/);
      expect(found[1], path).toBe('nosniff');
    }
  });

  it('slow down who sends wrong tokens, and take right ones from there nevertheless', async () => {
    const guesses = Array.from({ length: 130 }, (_, guess) => `guess-number-${guess}-of-many`);
    const answers = await Promise.all(
      guesses.map((token) => call(coordinator, '/api/experiments', { token })),
    );
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([401, 429]);
    expect((await call(coordinator, '/api/experiments')).status).toBe(200);
  });

  it('slow down wrong tokens of sockets too', () => {
    const tokens = createTokens();
    const authentication = new Authentication({ current: tokens, former: [] }, 1000);
    const handshake = (token: string) => ({
      auth: { token, protocolVersion: PROTOCOL_VERSION },
      address: '192.0.2.1',
    });
    const codes = Array.from({ length: 130 }, () => {
      try {
        return admitViewer(handshake('one-more-wrong-token'), authentication);
      } catch (error) {
        return (error as RefusedError).code;
      }
    });
    expect([...new Set(codes)]).toEqual(['unauthorized', 'rate-limited']);
    expect(admitViewer(handshake(tokens.viewer), authentication)).toBe('viewer');
  });
});

describe('connections', () => {
  const listen = async (server: ReturnType<typeof createListener>) => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  it('on which the headers of a request do not end are closed, byte by byte or not at all', async () => {
    const patience = { ...PATIENCE, headersTimeout: 400, connectionsCheckingInterval: 100 };
    const server = createListener((_request, response) => response.end('answered'), undefined, patience);
    const port = await listen(server);
    const dripping = connect(port, '127.0.0.1');
    dripping.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => dripping.write('x: y\r\n'), 50);
    const silent = connect(port, '127.0.0.1');
    const [slow, nothing] = await Promise.all([textOf(dripping), textOf(silent)]);
    clearInterval(drip);
    expect(slow).not.toContain('answered');
    expect(nothing).not.toContain('answered');
    server.close();
  });

  it('beyond what one network may have open are closed at once, and free again later', async () => {
    const server = createListener((_request, response) => response.end('answered'), undefined);
    limitConnections(server, { all: 100, network: 2 }, () => false);
    const port = await listen(server);
    const ask = async (socket: Socket) => {
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      return textOf(socket);
    };
    const kept = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')] as const;
    await Promise.all(kept.map((socket) => once(socket, 'connect')));
    expect(await ask(connect(port, '127.0.0.1'))).toBe('');
    expect(await ask(kept[0])).toContain('answered');
    expect(await ask(connect(port, '127.0.0.1'))).toContain('answered');
    kept[1].destroy();
    server.close();
  });
});

/** All that comes until the connection ends, however it ends. */
async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined);
  // How a connection ends that is not wanted depends on the moment: with an error, or without.
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}
