import { utf8ToBytes } from '@noble/hashes/utils.js';
import { writeNumbers } from '../execution/little-endian.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Header and data begin at multiples of this many bytes, so that a reader can map the file into memory. */
const ALIGNMENT = 64;

/**
 * The beginning of a NumPy array file, version 1.0, of float64 in C order: the magic string, the version, the length of the header
 * (uint16), the header as a Python literal padded with spaces and ended by a newline. The numbers follow, little-endian.
 */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const literal = `{'descr': '<f8', 'fortran_order': False, 'shape': (${tuple}), }`;
  const before = MAGIC.length + 4;
  const headed = Math.ceil((before + literal.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(headed);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  new DataView(bytes.buffer).setUint16(MAGIC.length + 2, headed - before, true);
  bytes.set(utf8ToBytes(`${literal.padEnd(headed - before - 1)}\n`), before);
  return bytes;
}

/** Numbers as they follow the header. */
export function npyNumbers(numbers: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * numbers.length);
  writeNumbers(new DataView(bytes.buffer), 0, numbers);
  return bytes;
}
