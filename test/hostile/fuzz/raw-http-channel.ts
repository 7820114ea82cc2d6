import { oddText } from './mutations.ts';
import { RawConnection } from './raw-connection.ts';
import type { Random } from './random.ts';
import { BrokenPromise, type Outcome } from './tally.ts';
import { sourceAddress, wrongToken, type Channel, type Target } from './target.ts';

/** So many connections stay open, half a request on each, as long as the campaign lasts. */
const HALF_OPEN = 48;
const REPLY_MILLISECONDS = 150;

/** Bytes on the HTTP port that are no request, or half of one, or two in one. Never with a right token. */
export class RawHttpChannel implements Channel {
  readonly name = 'raw HTTP';
  readonly weight = 7;
  readonly #target: Target;
  readonly #halfOpen: RawConnection[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  async send(random: Random): Promise<Outcome> {
    const connection = await RawConnection.open(this.#target.port, sourceAddress(random));
    if (connection === undefined) return 'not let in';
    connection.write(this.#bytes(random));
    if (random.chance(0.05)) {
      this.#keep(connection);
      return 'left half open';
    }
    const whole = (received: Buffer) => received.includes('\r\n\r\n');
    const { received, closed } = await connection.read(REPLY_MILLISECONDS, whole);
    connection.end();
    const status = /^HTTP\/1\.1 (\d{3})/.exec(received.toString('latin1'))?.[1];
    if (status === undefined) return closed ? 'connection closed' : 'no answer';
    if (Number(status) >= 500 && status !== '503')
      throw new BrokenPromise(`${received.toString('latin1').slice(0, 800)}`);
    // Pages and health are for everybody; whatever else is told would be told without a token.
    if (/"(experiments|nodes|token)"/.test(received.toString('latin1'))) {
      throw new BrokenPromise(`told without a token: ${received.toString('latin1').slice(0, 800)}`);
    }
    return `answered: ${status}`;
  }

  close(): void {
    for (const connection of this.#halfOpen) connection.end();
  }

  #keep(connection: RawConnection): void {
    this.#halfOpen.push(connection);
    if (this.#halfOpen.length > HALF_OPEN) this.#halfOpen.shift()?.end();
  }

  #bytes(random: Random): string | Uint8Array {
    const path = random.pick([
      '/api/experiments',
      '/health',
      '/',
      '/api/nodes/token',
      '/socket.io/?EIO=4&transport=polling',
    ]);
    const method = random.pick(['GET', 'POST', 'DELETE', 'CONNECT', 'HEAD', 'BREW', 'get', '']);
    const token = wrongToken(random, this.#target.tokens) ?? '';
    const start = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
    const json = 'Content-Type: application/json\r\n';
    return random.pick<() => string | Uint8Array>([
      () => random.bytes(random.pick([1, 50, 3000])),
      () => start,
      () => `${start}\r\n`,
      () => `${start}Authorization: Bearer ${token.replaceAll(/[^\x21-\x7e]/g, '')}\r\n\r\n`,
      () => `${start}${json}Content-Length: -1\r\n\r\n{}`,
      () => `${start}${json}Content-Length: 99999999999999999999\r\n\r\n{}`,
      () => `${start}${json}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1}`,
      () =>
        `${start}${json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/nodes/token HTTP/1.1\r\n\r\n`,
      () => `${start}${json}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n`,
      () => `${start}${json}Transfer-Encoding: chunked\r\n\r\n${'1\r\n[\r\n'.repeat(random.pick([3, 5000]))}`,
      () => `${start}Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n`,
      () => `${start}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      () =>
        `${start}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
      () =>
        `${start}Origin: ${random.pick(['null', 'http://evil.example', 'file://', 'x'.repeat(9000)])}\r\n\r\n`,
      () =>
        `${start}${Array.from({ length: random.pick([50, 3000]) }, (_, index) => `X-${index}: y\r\n`).join('')}\r\n`,
      () => `${start}X-Long: ${'y'.repeat(random.pick([5000, 100_000]))}\r\n\r\n`,
      () => `${start}X: ${oddText(random)}\r\n\r\n`,
      () => `${start}\r\n`.repeat(random.pick([2, 40])),
      () => `GET ${'/a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      () => `GET http://evil.example/api/experiments HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
      () => `GET ${path} HTTP/9.9\r\n\r\n`,
      () => `GET ${path}\r\n\r\n`,
      () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      () => Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, ...random.bytes(32)),
    ])();
  }
}
