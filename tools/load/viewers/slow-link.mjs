import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Bytes go through in portions of so many milliseconds of the link. */
const PORTION_MILLISECONDS = 50;

/**
 * A link that carries so many bits a second towards the client, in front of a port of this machine. It
 * holds back what comes too fast, and with it the sender, as a modem does.
 */
export async function slowLink(port, bitsPerSecond) {
  const portion = Math.max(1, Math.floor(((bitsPerSecond / 8) * PORTION_MILLISECONDS) / 1000));
  const server = createServer((client) => {
    const upstream = connect({ port, host: '127.0.0.1', highWaterMark: portion });
    client.setNoDelay(true);
    client.pipe(upstream);
    void trickle(upstream, client, portion).catch(() => client.destroy());
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address();
  return {
    url: `http://127.0.0.1:${own}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function trickle(from, to, portion) {
  let dueAt = performance.now();
  for await (const chunk of from) {
    for (let at = 0; at < chunk.length; at += portion) {
      const piece = chunk.subarray(at, at + portion);
      to.write(piece);
      dueAt = Math.max(dueAt, performance.now()) + (piece.length / portion) * PORTION_MILLISECONDS;
      await delay(Math.max(0, dueAt - performance.now()));
    }
  }
  to.end();
}
