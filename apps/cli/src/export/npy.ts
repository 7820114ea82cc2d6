/** An array of float64 in C order, as NumPy stores it. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Header and data begin at multiples of this many bytes, so that a reader can map the file into memory. */
const ALIGNMENT = 64;

/**
 * A NumPy array file, version 1.0: the magic string, the version, the length of the header (uint16), the header as a
 * Python literal padded with spaces and ended by a newline, then the numbers, little-endian.
 *
 * @throws RangeError when the shape does not hold as many numbers as there are
 */
export function npyFile({ shape, data }: NumpyArray): Uint8Array<ArrayBuffer> {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length)
    throw new RangeError(`found ${data.length} numbers for shape (${shape.join(', ')})`);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const literal = `{'descr': '<f8', 'fortran_order': False, 'shape': (${tuple}), }`;
  const before = MAGIC.length + 4;
  const headed = Math.ceil((before + literal.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(headed + 8 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  view.setUint16(MAGIC.length + 2, headed - before, true);
  bytes.set(new TextEncoder().encode(`${literal.padEnd(headed - before - 1)}\n`), before);
  data.forEach((value, index) => view.setFloat64(headed + 8 * index, value, true));
  return bytes;
}
