export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

interface FrameOptions {
  readonly final?: boolean;
  /** Clients must mask; a server has to refuse what is not. */
  readonly masked?: boolean;
  readonly reserved?: number;
  /** What the header says, when it is not the truth. */
  readonly claimedLength?: number;
}

/** A WebSocket frame (RFC 6455, section 5.2), right or with the faults that are asked for. */
export function frame(opcode: number, payload: Uint8Array, options: FrameOptions = {}): Buffer {
  const { final = true, masked = true, reserved = 0, claimedLength = payload.length } = options;
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode;
  const maskBit = masked ? 0x80 : 0;
  const mask = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
  const body = masked ? payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : payload;
  return Buffer.concat([
    Uint8Array.of(first),
    lengthBytes(claimedLength, maskBit),
    masked ? mask : new Uint8Array(),
    body,
  ]);
}

export function textFrame(text: string): Buffer {
  return frame(OPCODES.text, Buffer.from(text, 'utf8'));
}

function lengthBytes(length: number, maskBit: number): Buffer {
  if (length < 126) return Buffer.from([maskBit | length]);
  if (length < 2 ** 16) {
    const bytes = Buffer.from([maskBit | 126, 0, 0]);
    bytes.writeUInt16BE(length, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(maskBit | 127, 0);
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}
