import { CheckpointError, messages } from '../errors.ts';
import { fingerprint } from './fingerprint.ts';

/** Numbers as little-endian float64 with their fingerprint behind them. */
export function sealNumbers(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 * (numbers.length + 1));
  const view = new DataView(bytes.buffer);
  numbers.forEach((value, index) => view.setFloat64(8 * index, value, true));
  view.setFloat64(8 * numbers.length, fingerprint(numbers), true);
  return bytes;
}

/** What `sealNumbers` wrote, at least `least` numbers. Throws CheckpointError when the seal does not fit. */
export function unsealNumbers(bytes: Uint8Array, least: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float64Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, index) =>
    view.getFloat64(8 * index, true),
  );
  const numbers = values.subarray(0, -1);
  if (numbers.length < least || fingerprint(numbers) !== values[numbers.length]) {
    throw new CheckpointError(messages.checkpoint('it is damaged or no checkpoint of a trajectory'));
  }
  return numbers;
}
