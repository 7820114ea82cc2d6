/** An array as it is read from a `.npy` file, format version 1.0. */
export interface ReadArray {
  readonly type: string;
  readonly shape: number[];
  readonly values: number[];
}

/** Reads what NumPy's format description says of version 1.0, for little-endian float64 in C order. */
export function readNpy(bytes: Uint8Array): ReadArray {
  if (Buffer.from(bytes.subarray(0, 8)).toString('latin1') !== '\x93NUMPY\x01\x00')
    throw new Error('not NumPy');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 10 + view.getUint16(8, true);
  const header = Buffer.from(bytes.subarray(10, start)).toString('latin1');
  const found = /^\{'descr': '(<f8)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (found === null || start % 64 !== 0) throw new Error(`header: ${header}`);
  const shape = found[2]
    .split(',')
    .filter((length) => length.trim() !== '')
    .map(Number);
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== start + 8 * count) throw new Error('length');
  const values = Array.from({ length: count }, (_, index) => view.getFloat64(start + 8 * index, true));
  return { type: found[1], shape, values };
}
