import { TIMINGS } from '@crossover/protocol';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ConnectionLostError } from '../src/errors.ts';
import { connectToCoordinator, request } from '../src/node/session.ts';

const HOUR_MILLISECONDS = 3_600_000;
const http = createServer();
const server = new Server(http);
server.of('/nodes');

beforeAll(() => new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)));
afterEach(() => vi.restoreAllMocks());
afterAll(() => server.close());

it('a message that was put aside when the clock jumped is lost with its connection, not half a minute later', async () => {
  const { port } = http.address() as AddressInfo;
  const socket = connectToCoordinator(`http://127.0.0.1:${port}`, {
    token: 'token',
    nodeId: 'node',
    name: 'node',
    threads: 1,
    softwareVersion: '1',
    numericsVersion: '1',
  });
  const connected = new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.connect();
  await connected;

  const trueNow = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => trueNow() + HOUR_MILLISECONDS);
  const disconnected = new Promise((resolve) => socket.once('disconnect', resolve));
  const outcome = request(socket, 'lease', { capacity: 1 }).catch((error: unknown) => error);
  expect(await disconnected).toBe('ping timeout');
  const late = delay(TIMINGS.acknowledgeMilliseconds / 2, 'late', { ref: false });
  expect(await Promise.race([outcome, late])).toBeInstanceOf(ConnectionLostError);
});
