import { bytesToHex } from '@noble/hashes/utils.js';
import { MalformedResultError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { recordLength } from '../specification/record-length.ts';
import type { CurvePoints } from './curve-points.ts';
import { readNumbers, viewOf, writeNumbers } from './little-endian.ts';
import type { RunResult } from './run-result.ts';

/** "CRR" and a version byte, then four bytes of zeros: the numbers behind it stay aligned. */
const RESULT_HEADER = [0x43, 0x52, 0x52, 1, 0, 0, 0, 0];

/** Points as they travel: the records as little-endian float64. */
export interface EncodedPoints {
  readonly firstIndex: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** Bytes of a result: header, P (k² numbers), records (count × recordLength numbers), little-endian float64. */
export function encodeRunResult(result: RunResult): Uint8Array<ArrayBuffer> {
  const { P, points } = result;
  const bytes = new Uint8Array(RESULT_HEADER.length + 8 * (P.length + points.data.length));
  bytes.set(RESULT_HEADER);
  const view = viewOf(bytes);
  writeNumbers(view, RESULT_HEADER.length, P);
  writeNumbers(view, RESULT_HEADER.length + 8 * P.length, points.data);
  return bytes;
}

/**
 * The result that `encodeRunResult` wrote for this specification.
 * @throws {MalformedResultError} when header or length do not fit it.
 */
export function decodeRunResult(specification: RunSpecification, bytes: Uint8Array): RunResult {
  const count = specification.times.length;
  const record = recordLength(specification);
  const teacherEntries = specification.teacherWidth ** 2;
  const head = bytes.subarray(0, RESULT_HEADER.length);
  if (RESULT_HEADER.some((byte, index) => head[index] !== byte)) {
    const needed = bytesToHex(Uint8Array.from(RESULT_HEADER));
    throw new MalformedResultError(messages.resultHeader(bytesToHex(head), needed));
  }
  const length = RESULT_HEADER.length + 8 * (teacherEntries + count * record);
  if (bytes.length !== length) {
    throw new MalformedResultError(messages.resultLength(bytes.length, length, count, record));
  }
  const view = viewOf(bytes);
  return {
    specification,
    P: readNumbers(view, RESULT_HEADER.length, teacherEntries),
    points: {
      firstIndex: 0,
      count,
      data: readNumbers(view, RESULT_HEADER.length + 8 * teacherEntries, count * record),
    },
  };
}

/** Points for the wire or the store. */
export function encodePoints(points: CurvePoints): EncodedPoints {
  const data = new Uint8Array(8 * points.data.length);
  writeNumbers(viewOf(data), 0, points.data);
  return { firstIndex: points.firstIndex, count: points.count, data };
}

/**
 * The points that `encodePoints` wrote for a run of this specification.
 * @throws {MalformedResultError} when length or range do not fit it.
 */
export function decodePoints(specification: RunSpecification, encoded: EncodedPoints): CurvePoints {
  const { firstIndex, count, data } = encoded;
  const record = recordLength(specification);
  if (data.length !== 8 * count * record) {
    throw new MalformedResultError(messages.pointsLength(data.length, count, record));
  }
  if (!(firstIndex >= 0 && count >= 0 && firstIndex + count <= specification.times.length)) {
    throw new MalformedResultError(messages.pointsRange(firstIndex, count, specification.times.length));
  }
  return { firstIndex, count, data: readNumbers(viewOf(data), 0, count * record) };
}
