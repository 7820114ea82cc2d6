import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { HalfOpenConnections } from './half-open-connections.ts';
import { hostileFrames } from './hostile-frames.ts';
import { RawConnection } from './raw-connection.ts';
import type { Random } from './random.ts';
import { BrokenPromise, type Told } from './tally.ts';
import { nodeHandshake, sourceAddress, type Channel, type Target } from './target.ts';
import { textFrame } from './websocket-frame.ts';

const REPLY_MILLISECONDS = 100;
const UPGRADE_MILLISECONDS = 20_000;
/** docs/security.md, "Limits": headers, the token on a socket. */
const HEADERS_MILLISECONDS = 15_000;
const ADMISSION_MILLISECONDS = 10_000;
/** A ping is sent every 10 s, and answered within 20 s by who is there. */
const SILENCE_MILLISECONDS = 30_000;

/** What is said below socket.io, on connections with and without a token. */
export class FrameChannel implements Channel {
  readonly name = 'raw WebSocket';
  readonly weight = 9;
  readonly #target: Target;
  readonly #halfOpen = new HalfOpenConnections();

  constructor(target: Target) {
    this.#target = target;
  }

  async send(random: Random): Promise<Told> {
    const { family, bytes } = hostileFrames(random);
    const surface = `raw WebSocket: ${family}`;
    const connection = await RawConnection.open(this.#target.port, sourceAddress(random));
    const fault = this.#halfOpen.takeFault();
    if (fault !== undefined) throw new BrokenPromise(fault);
    if (connection === undefined) return { surface, outcome: 'not let in' };
    if (random.chance(0.08)) return this.#keep(connection, random);
    if (!(await upgraded(connection, upgradeRequest(random, family)))) {
      connection.end();
      return { surface, outcome: 'refused: upgrade' };
    }
    connection.write(textFrame(random.chance(0.6) ? this.#connectPacket(random) : '40'));
    for (let count = random.between(1, 4); count > 0; count -= 1) connection.write(bytes());
    const reply = await connection.read(REPLY_MILLISECONDS);
    connection.end();
    const told = reply.received.toString('latin1');
    if (told.includes('"code":"internal"')) throw new BrokenPromise(`internal fault: ${told.slice(-800)}`);
    return { surface, outcome: reply.closed ? 'connection closed' : 'still open' };
  }

  close(): void {
    this.#halfOpen.close();
  }

  async #keep(connection: RawConnection, random: Random): Promise<Told> {
    const stage = random.pick(['upgrade', 'admission', 'silence'] as const);
    if (stage === 'upgrade') {
      connection.write(plainUpgrade.slice(0, -2));
      this.#halfOpen.keep(connection, 'an upgrade that does not end', HEADERS_MILLISECONDS, 'X: y\r\n');
    } else if (await upgraded(connection, plainUpgrade)) {
      if (stage === 'silence') connection.write(textFrame(this.#connectPacket(random)));
      const promised = stage === 'silence' ? SILENCE_MILLISECONDS : ADMISSION_MILLISECONDS;
      this.#halfOpen.keep(connection, `a WebSocket left in ${stage}`, promised, '');
    } else {
      connection.end();
    }
    return { surface: `raw WebSocket: left half open`, outcome: `left in ${stage}` };
  }

  #connectPacket(random: Random): string {
    const { tokens } = this.#target;
    if (random.chance(0.5)) {
      return `40${NAMESPACES.nodes},${JSON.stringify(nodeHandshake(tokens.node, `hostile-frame-${random.below(20)}`))}`;
    }
    return `40${NAMESPACES.viewers},${JSON.stringify({ token: tokens.viewer, protocolVersion: PROTOCOL_VERSION })}`;
  }
}

/** Whether it has become a WebSocket: the first frame, with the session's id, comes with the upgrade or right after it. */
async function upgraded(connection: RawConnection, request: string): Promise<boolean> {
  connection.write(request);
  const { received } = await connection.read(
    UPGRADE_MILLISECONDS,
    (bytes) =>
      bytes.includes('"sid"') ||
      (/^HTTP\/1\.1 [^1]/.test(bytes.toString('latin1')) && bytes.includes('\r\n\r\n')),
  );
  return received.includes(' 101 ');
}

const plainUpgrade = upgradeTo('/socket.io/?EIO=4&transport=websocket', Buffer.alloc(16, 7), '');

function upgradeRequest(random: Random, family: string): string {
  const path = random.chance(0.97)
    ? '/socket.io/?EIO=4&transport=websocket'
    : random.pick([
        '/socket.io/?EIO=3&transport=websocket',
        '/socket.io/?EIO=4&transport=polling',
        '/socket.io/?transport=websocket&sid=x',
        '/',
      ]);
  const origin = random.chance(0.03) ? 'Origin: http://evil.example\r\n' : '';
  const compression =
    family === 'compressed bombs' || random.chance(0.2)
      ? 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n'
      : '';
  return upgradeTo(path, random.bytes(16), `${origin}${compression}`);
}

function upgradeTo(path: string, key: Uint8Array, headers: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${Buffer.from(key).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${headers}\r\n`;
}
