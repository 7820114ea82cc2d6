import { NAMESPACES } from '@crossover/protocol';
import { deflateRawSync } from 'node:zlib';
import { POLLUTION_WITNESS } from './mutations.ts';
import type { Random } from './random.ts';
import { frame, OPCODES, textFrame } from './websocket-frame.ts';

/** 64 MiB of one letter, in 64 KiB. */
const BOMB = deflateRawSync(Buffer.alloc(64 * 2 ** 20, '4'));

/** Frames and packets that no client library would send, by what is wrong with them. */
export function hostileFrames(random: Random): { family: string; bytes: () => Uint8Array } {
  const namespace = random.pick([NAMESPACES.nodes, NAMESPACES.viewers, '/', '/none']);
  const deep = random.pick([100, 20_000, 200_000]);
  const placeholder = (numbers: readonly string[]) => `{"_placeholder":true,"num":${random.pick(numbers)}}`;
  const attached = (packet: string) =>
    Buffer.concat([textFrame(packet), frame(OPCODES.binary, random.bytes(30))]);
  const families: Record<string, readonly (() => Uint8Array)[]> = {
    packets: [
      () => textFrame(`42${namespace},7["lease",{"capacity":1}]`),
      () =>
        textFrame(
          `42${namespace},${random.pick(['', '-1', '99999999999999999999'])}["${random.pick(['lease', 'watch', '__proto__', 'connect', 'disconnect', 'error'])}"]`,
        ),
      () => textFrame(`42${namespace},1["hello",{"__proto__":{"${POLLUTION_WITNESS}":1}}]`),
      () => textFrame(`40${namespace},{"token":${'"'.repeat(3)}`),
      () => textFrame(random.pick(PACKETS)),
    ],
    'deep packets': [
      () => textFrame(`42${namespace},1["hello",${'['.repeat(deep)}${']'.repeat(deep)}]`),
      () => textFrame(`42${namespace},1["hello",${'{"leases":'.repeat(deep)}`),
      () =>
        attached(`451-${namespace},1["report",${'['.repeat(deep)}${placeholder(['0'])}${']'.repeat(deep)}]`),
    ],
    attachments: [
      () =>
        textFrame(
          `451-${namespace},1["report",{"checkpoint":${placeholder(['0', '5', '-1', '"0"', '1e9', '"__proto__"'])}}]`,
        ),
      () => attached(`451-${namespace},1["report",{"checkpoint":${placeholder(['0', '5', '-1'])}}]`),
      () => textFrame(`45${random.pick(['999999999', '-5', '', 'x', '1e5'])}-${namespace},["report",{}]`),
      () => frame(OPCODES.binary, random.bytes(100)),
    ],
    'forged frames': [
      () => frame(OPCODES.text, Buffer.from('2'), { masked: false }),
      () => frame(OPCODES.text, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
      () => frame(random.pick([3, 7, 11, 15]), random.bytes(5)),
      () => frame(OPCODES.ping, random.bytes(random.pick([0, 125, 200]))),
      () => frame(OPCODES.pong, random.bytes(3)),
      () => frame(OPCODES.close, Uint8Array.of(3, random.below(256))),
      () => frame(OPCODES.close, Uint8Array.of(1)),
      () => frame(OPCODES.text, Buffer.from('2'), { reserved: random.between(1, 7) }),
      () =>
        frame(OPCODES.binary, new Uint8Array(3), { claimedLength: random.pick([2 ** 25, 2 ** 32, 2 ** 53]) }),
      () => random.bytes(random.pick([1, 20, 2000])),
    ],
    'pieces of messages': [
      () => frame(OPCODES.text, Buffer.from('42["x'), { final: false }),
      () => frame(OPCODES.continuation, Buffer.from('2')),
      () =>
        Buffer.concat([
          frame(OPCODES.text, Buffer.from('4'), { final: false }),
          frame(OPCODES.text, Buffer.from('2')),
        ]),
      () =>
        Buffer.concat([
          frame(OPCODES.text, Buffer.from('4'), { final: false }),
          ...Array.from({ length: 3000 }, () =>
            frame(OPCODES.continuation, Buffer.from('2'), { final: false }),
          ),
        ]),
    ],
    'compressed bombs': [() => frame(random.pick([OPCODES.text, OPCODES.binary]), BOMB, { reserved: 4 })],
  };
  const family = random.chance(0.03)
    ? 'compressed bombs'
    : random.pick(Object.keys(families).filter((name) => name !== 'compressed bombs'));
  return { family, bytes: () => random.pick(families[family] ?? [])() };
}

/** Of engine.io and socket.io, whole and cut short. */
const PACKETS = ['2', '3', '1', '0{}', '5', '6', '7', '4', '49', '41', '43', '44{}', '', '2probe', '42[', '42["x"', '40{']; // prettier-ignore
