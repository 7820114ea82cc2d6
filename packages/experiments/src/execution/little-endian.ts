/** Writes float64 numbers in little-endian order from `byteOffset` on, on every host. */
export function writeNumbers(view: DataView, byteOffset: number, numbers: Float64Array): void {
  for (let i = 0; i < numbers.length; i++) view.setFloat64(byteOffset + 8 * i, numbers[i], true);
}

/** Reads `count` little-endian float64 numbers; the bytes need not be aligned. */
export function readNumbers(view: DataView, byteOffset: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = view.getFloat64(byteOffset + 8 * i, true);
  return numbers;
}

/** A view of exactly these bytes: a Uint8Array may be a window of a larger buffer. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
