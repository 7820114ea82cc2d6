import { z } from './zod.ts';

/**
 * Bytes as they arrive: a `Buffer` (a `Uint8Array`) in Node, an `ArrayBuffer` in browsers. The parsed
 * value is always a `Uint8Array`.
 */
export function binarySchema(maximumBytes: number) {
  return z
    .custom<Uint8Array | ArrayBuffer>(
      (value) => value instanceof Uint8Array || value instanceof ArrayBuffer,
      'binary data is needed (Uint8Array)',
    )
    .transform((value) => (value instanceof Uint8Array ? value : new Uint8Array(value)))
    .refine((value) => value.byteLength <= maximumBytes, {
      error: (issue) =>
        `binary data of ${(issue.input as Uint8Array).byteLength} bytes; at most ${maximumBytes} are taken`,
      params: { tooLarge: true },
    });
}

/** Float64 values as little-endian bytes, on any machine. */
export function bytesFromFloat64(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat64(index * 8, value, true));
  return bytes;
}

/**
 * Little-endian bytes as Float64 values. Copies: what socket.io delivers in Node is a view at an arbitrary
 * offset of a shared pool, on which a Float64Array cannot stand.
 *
 * @throws RangeError when the length is not a multiple of 8 bytes
 */
export function float64FromBytes(bytes: Uint8Array): Float64Array {
  if (bytes.byteLength % 8 !== 0) {
    throw new RangeError(
      `${bytes.byteLength} bytes are not a whole number of float64 values; a multiple of 8 is needed`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.byteLength / 8 }, (_, index) => view.getFloat64(index * 8, true));
}
