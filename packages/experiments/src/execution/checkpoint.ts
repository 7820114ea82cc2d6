import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { CheckpointRefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { runIdentity } from '../specification/identity.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { recordLength } from '../specification/record-length.ts';
import type { ResumePoint } from './computation.ts';
import { readNumbers, viewOf, writeNumbers } from './little-endian.ts';

/**
 * A checkpoint is self-contained, little-endian:
 *
 *     "CCP" and a version byte      4 bytes
 *     identity of the run          32 bytes   SHA-256 of its specification
 *     pointsDone                    4 bytes   uint32
 *     length of the state           4 bytes   uint32
 *     state                                   of the engine or the integrator
 *     records                                 pointsDone × recordLength float64
 *     seal                         32 bytes   SHA-256 of everything before
 */
const MAGIC = [0x43, 0x43, 0x50, 1];
const IDENTITY_AT = 4;
const POINTS_AT = 36;
const STATE_LENGTH_AT = 40;
const STATE_AT = 44;
const SEAL_LENGTH = 32;

/** Bytes of a checkpoint of this run. */
export function encodeCheckpoint(
  specification: RunSpecification,
  { state, pointsDone, records }: ResumePoint,
): Uint8Array<ArrayBuffer> {
  const numbers = records.subarray(0, pointsDone * recordLength(specification));
  const sealAt = STATE_AT + state.length + 8 * numbers.length;
  const bytes = new Uint8Array(sealAt + SEAL_LENGTH);
  const view = viewOf(bytes);
  bytes.set(MAGIC);
  bytes.set(hexToBytes(runIdentity(specification)), IDENTITY_AT);
  view.setUint32(POINTS_AT, pointsDone, true);
  view.setUint32(STATE_LENGTH_AT, state.length, true);
  bytes.set(state, STATE_AT);
  writeNumbers(view, STATE_AT + state.length, numbers);
  bytes.set(sha256(bytes.subarray(0, sealAt)), sealAt);
  return bytes;
}

/**
 * What `encodeCheckpoint` wrote for this run.
 * @throws {CheckpointRefusedError} for other bytes: another version, another run, or damaged.
 */
export function decodeCheckpoint(specification: RunSpecification, bytes: Uint8Array): ResumePoint {
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) {
    throw new CheckpointRefusedError(messages.checkpointHeader(bytesToHex(bytes.subarray(0, MAGIC.length))));
  }
  const sealAt = bytes.length - SEAL_LENGTH;
  if (sealAt < STATE_AT || !equal(sha256(bytes.subarray(0, sealAt)), bytes.subarray(sealAt))) {
    throw new CheckpointRefusedError(messages.checkpointDamaged(bytes.length));
  }
  const found = bytesToHex(bytes.subarray(IDENTITY_AT, POINTS_AT));
  const needed = runIdentity(specification);
  if (found !== needed) throw new CheckpointRefusedError(messages.checkpointOfOther(found, needed));
  const view = viewOf(bytes);
  const pointsDone = view.getUint32(POINTS_AT, true);
  const recordsAt = STATE_AT + view.getUint32(STATE_LENGTH_AT, true);
  const numbers = pointsDone * recordLength(specification);
  if (pointsDone > specification.times.length || recordsAt + 8 * numbers !== sealAt) {
    throw new CheckpointRefusedError(messages.checkpointDamaged(bytes.length));
  }
  return {
    state: bytes.slice(STATE_AT, recordsAt),
    pointsDone,
    records: readNumbers(view, recordsAt, numbers),
  };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
