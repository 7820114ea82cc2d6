import { EventEmitter, once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { limitSendBuffer } from '../src/sockets/send-buffer.ts';

/** What engine.io tells of a connection, over a network socket that is real. */
class Connection extends EventEmitter {
  readonly request: IncomingMessage;
  isClosed = false;

  constructor(socket: Socket) {
    super();
    this.request = new IncomingMessage(socket);
  }

  send(data: Buffer): void {
    this.emit('packetCreate', { data });
    this.emit('flush');
    this.request.socket.write(data);
  }

  close(): void {
    this.isClosed = true;
  }
}

async function pairOfSockets(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  server.close();
  for (const socket of [near, far]) socket.on('error', () => undefined);
  return { near, far };
}

const part = Buffer.alloc(1024 * 1024);

it('cuts a connection that does not read, when too much waits for it', async () => {
  const { near, far } = await pairOfSockets();
  far.pause();
  const connection = new Connection(near);
  const cuts: number[] = [];
  limitSendBuffer(connection, (bytes) => cuts.push(bytes), 8 * part.length);
  for (let sent = 0; sent < 64 && !connection.isClosed; sent += 1) connection.send(part);
  expect(connection.isClosed).toBe(true);
  expect(near.destroyed).toBe(true);
  expect(cuts).toHaveLength(1);
  expect(cuts[0]).toBeLessThan(10 * part.length);
  far.destroy();
});

it('lets one message pass that is larger than what may wait, and goes on with who reads', async () => {
  const { near, far } = await pairOfSockets();
  far.resume();
  const connection = new Connection(near);
  limitSendBuffer(connection, () => undefined, part.length / 2);
  for (let sent = 0; sent < 8; sent += 1) {
    connection.send(part);
    await expect.poll(() => near.writableLength, { timeout: 10_000, interval: 5 }).toBe(0);
  }
  expect(connection.isClosed).toBe(false);
  near.destroy();
});
