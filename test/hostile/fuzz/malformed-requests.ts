import { oddText } from './mutations.ts';
import type { Random } from './random.ts';
import { wrongToken, type Target } from './target.ts';

type Bytes = string | Uint8Array;

/** Bytes on the HTTP port that are no request, or half of one, or two in one, by what is wrong. Never with a right token. */
export function malformedRequest(random: Random, tokens: Target['tokens']): { family: string; bytes: Bytes } {
  const path = random.pick([
    '/api/experiments',
    '/health',
    '/',
    '/api/nodes/token',
    '/socket.io/?EIO=4&transport=polling',
  ]);
  const method = random.pick(['GET', 'POST', 'DELETE', 'CONNECT', 'HEAD', 'BREW', 'get', '']);
  const start = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
  const json = 'Content-Type: application/json\r\n';
  const token = (wrongToken(random, tokens) ?? '').replaceAll(/[^\x21-\x7e]/g, '');
  const families: Record<string, readonly (() => Bytes)[]> = {
    'no requests': [
      () => random.bytes(random.pick([1, 50, 3000])),
      () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      () => Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, ...random.bytes(32)),
    ],
    'request lines': [
      () => `GET ${'/a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      () => `GET http://evil.example/api/experiments HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
      () => `GET ${path} HTTP/9.9\r\n\r\n`,
      () => `GET ${path}\r\n\r\n`,
      () => `${start}\r\n`,
      () => `${start}Authorization: Bearer ${token}\r\n\r\n`,
    ],
    lengths: [
      () => `${start}${json}Content-Length: -1\r\n\r\n{}`,
      () => `${start}${json}Content-Length: 99999999999999999999\r\n\r\n{}`,
      () => `${start}${json}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1}`,
      () =>
        `${start}${json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/nodes/token HTTP/1.1\r\n\r\n`,
      () => `${start}${json}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n`,
      () => `${start}${json}Transfer-Encoding: chunked\r\n\r\n${'1\r\n[\r\n'.repeat(random.pick([3, 5000]))}`,
      () => `${start}Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n`,
    ],
    headers: [
      () =>
        `${start}${Array.from({ length: random.pick([50, 3000]) }, (_, index) => `X-${index}: y\r\n`).join('')}\r\n`,
      () => `${start}X-Long: ${'y'.repeat(random.pick([5000, 100_000]))}\r\n\r\n`,
      () => `${start}X: ${oddText(random)}\r\n\r\n`,
      () =>
        `${start}Origin: ${random.pick(['null', 'http://evil.example', 'file://', 'x'.repeat(9000)])}\r\n\r\n`,
    ],
    upgrades: [
      () => `${start}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      () =>
        `${start}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    ],
    'many at once': [() => `${start}\r\n`.repeat(random.pick([2, 40]))],
  };
  const family = random.pick(Object.keys(families));
  return { family, bytes: random.pick(families[family] ?? [])() };
}
