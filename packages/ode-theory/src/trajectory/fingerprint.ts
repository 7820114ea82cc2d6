/**
 * A 53-bit fingerprint of numbers, bit for bit: two FNV-1a hashes of their little-endian bytes with
 * different offsets. It tells a damaged or foreign checkpoint from the right one; it is no protection against
 * forgery.
 */
export function fingerprint(values: ArrayLike<number>): number {
  const word = new DataView(new ArrayBuffer(8));
  let low = 0x811c9dc5;
  let high = 0x050c5d1f;
  for (let index = 0; index < values.length; index++) {
    word.setFloat64(0, values[index], true);
    for (let byte = 0; byte < 8; byte++) {
      const bits = word.getUint8(byte);
      low = Math.imul(low ^ bits, 0x01000193);
      high = Math.imul(high ^ bits, 0x01000193) ^ (high >>> 15);
    }
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
