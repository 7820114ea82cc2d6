import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { POLLUTION_WITNESS } from './mutations.ts';
import { RawConnection } from './raw-connection.ts';
import type { Random } from './random.ts';
import { BrokenPromise, type Outcome } from './tally.ts';
import { nodeHandshake, sourceAddress, type Channel, type Target } from './target.ts';
import { frame, OPCODES, textFrame } from './websocket-frame.ts';

const HALF_OPEN = 48;
const REPLY_MILLISECONDS = 100;
const UPGRADE_MILLISECONDS = 20_000;

/** What is said below socket.io: frames and packets that no client library would send. */
export class FrameChannel implements Channel {
  readonly name = 'raw WebSocket';
  readonly weight = 9;
  readonly #target: Target;
  readonly #halfOpen: RawConnection[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  async send(random: Random): Promise<Outcome> {
    const connection = await RawConnection.open(this.#target.port, sourceAddress(random));
    if (connection === undefined) return 'not let in';
    connection.write(upgradeRequest(random));
    if (random.chance(0.03)) return this.#keep(connection);
    // The first frame of the server, with the session's id, comes with the upgrade or right after it.
    const { received, closed } = await connection.read(
      UPGRADE_MILLISECONDS,
      (bytes) =>
        bytes.includes('"sid"') ||
        (/^HTTP\/1\.1 [^1]/.test(bytes.toString('latin1')) && bytes.includes('\r\n\r\n')),
    );
    if (!received.includes(' 101 ')) {
      connection.end();
      return closed ? 'connection closed' : 'upgrade refused';
    }
    const admitted = random.chance(0.6);
    connection.write(textFrame(admitted ? this.#connectPacket(random) : '40'));
    if (random.chance(0.03)) return this.#keep(connection);
    for (let count = random.between(1, 4); count > 0; count -= 1) connection.write(hostileFrame(random));
    const reply = await connection.read(REPLY_MILLISECONDS);
    connection.end();
    const told = reply.received.toString('latin1');
    if (told.includes('"code":"internal"')) throw new BrokenPromise(`internal fault: ${told.slice(-800)}`);
    return reply.closed ? 'connection closed' : 'still open';
  }

  close(): void {
    for (const connection of this.#halfOpen) connection.end();
  }

  #keep(connection: RawConnection): Outcome {
    this.#halfOpen.push(connection);
    if (this.#halfOpen.length > HALF_OPEN) this.#halfOpen.shift()?.end();
    return 'left half open';
  }

  #connectPacket(random: Random): string {
    const { tokens } = this.#target;
    if (random.chance(0.5)) {
      return `40${NAMESPACES.nodes},${JSON.stringify(nodeHandshake(tokens.node, `hostile-frame-${random.below(20)}`))}`;
    }
    return `40${NAMESPACES.viewers},${JSON.stringify({ token: tokens.viewer, protocolVersion: PROTOCOL_VERSION })}`;
  }
}

function upgradeRequest(random: Random): string {
  const path = random.chance(0.95)
    ? '/socket.io/?EIO=4&transport=websocket'
    : random.pick([
        '/socket.io/?EIO=3&transport=websocket',
        '/socket.io/?EIO=4&transport=polling',
        '/socket.io/?transport=websocket&sid=x',
        '/',
      ]);
  const origin = random.chance(0.03) ? 'Origin: http://evil.example\r\n' : '';
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${Buffer.from(random.bytes(16)).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${origin}\r\n`;
}

function hostileFrame(random: Random): Uint8Array {
  const namespace = random.pick([NAMESPACES.nodes, NAMESPACES.viewers, '/', '/none']);
  const deep = random.pick([100, 20_000, 200_000]);
  return random.pick<() => Uint8Array>([
    // Packets of engine.io and socket.io.
    () => textFrame(`42${namespace},7["lease",{"capacity":1}]`),
    () =>
      textFrame(
        `42${namespace},${random.pick(['', '-1', '99999999999999999999'])}["${random.pick(['lease', 'watch', '__proto__', 'connect', 'disconnect', 'error'])}"]`,
      ),
    () => textFrame(`42${namespace},1["hello",{"__proto__":{"${POLLUTION_WITNESS}":1}}]`),
    () => textFrame(`42${namespace},1["hello",${'['.repeat(deep)}${']'.repeat(deep)}]`),
    () => textFrame(`42${namespace},1["hello",${'{"leases":'.repeat(deep)}`),
    () =>
      textFrame(
        `451-${namespace},1["report",{"checkpoint":{"_placeholder":true,"num":${random.pick(['0', '5', '-1', '"0"', '1e9', '"__proto__"'])}}}]`,
      ),
    () =>
      Buffer.concat([
        textFrame(
          `451-${namespace},1["report",{"checkpoint":{"_placeholder":true,"num":${random.pick(['0', '5', '-1'])}}}]`,
        ),
        frame(OPCODES.binary, random.bytes(30)),
      ]),
    () =>
      Buffer.concat([
        textFrame(
          `451-${namespace},1["report",${'['.repeat(deep)}{"_placeholder":true,"num":0}${']'.repeat(deep)}]`,
        ),
        frame(OPCODES.binary, random.bytes(30)),
      ]),
    () => textFrame(`45${random.pick(['999999999', '-5', '', 'x', '1e5'])}-${namespace},["report",{}]`),
    () => frame(OPCODES.binary, random.bytes(100)),
    () =>
      textFrame(
        random.pick([
          '2',
          '3',
          '1',
          '0{}',
          '5',
          '6',
          '7',
          '4',
          '49',
          '41',
          '43',
          '44{}',
          '4',
          '',
          '2probe',
          '42[',
          '42["x"',
          '40{',
        ]),
      ),
    () => textFrame(`40${namespace},{"token":${'"'.repeat(3)}`),
    // Frames.
    () => frame(OPCODES.text, Buffer.from('2'), { masked: false }),
    () => frame(OPCODES.text, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
    () => frame(OPCODES.text, Buffer.from('42["x'), { final: false }),
    () =>
      Buffer.concat([
        frame(OPCODES.text, Buffer.from('4'), { final: false }),
        frame(OPCODES.text, Buffer.from('2')),
      ]),
    () => frame(OPCODES.continuation, Buffer.from('2')),
    () => frame(random.pick([3, 7, 11, 15]), random.bytes(5)),
    () => frame(OPCODES.ping, random.bytes(random.pick([0, 125, 200]))),
    () => frame(OPCODES.pong, random.bytes(3)),
    () => frame(OPCODES.close, Uint8Array.of(3, random.below(256))),
    () => frame(OPCODES.close, Uint8Array.of(1)),
    () => frame(OPCODES.text, Buffer.from('2'), { reserved: random.between(1, 7) }),
    () =>
      frame(OPCODES.binary, new Uint8Array(3), { claimedLength: random.pick([2 ** 25, 2 ** 32, 2 ** 53]) }),
    () => random.bytes(random.pick([1, 20, 2000])),
  ])();
}
