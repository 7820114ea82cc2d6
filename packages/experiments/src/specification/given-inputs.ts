import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { viewOf, writeNumbers } from '../execution/little-endian.ts';

/** The identity of inputs from a file: SHA-256 of their numbers, row by row, as little-endian float64. */
export function givenInputsDigest(rows: Float64Array): string {
  const bytes = new Uint8Array(rows.length * Float64Array.BYTES_PER_ELEMENT);
  writeNumbers(viewOf(bytes), 0, rows);
  return bytesToHex(sha256(bytes));
}
