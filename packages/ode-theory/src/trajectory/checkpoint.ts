import { CheckpointError, messages } from '../errors.ts';
import type { IntegratorSnapshot } from '../integrator/integrator.ts';
import { stateLength } from '../right-hand-side/packed-state.ts';
import { fingerprint } from './fingerprint.ts';
import type { ResolvedOptions } from './options.ts';

/**
 * A checkpoint is a row of little-endian float64:
 *
 *     version, fingerprint of the options, points done, time, step size, previous error, rejected last (0/1),
 *     steps, rejected, evaluations, state …, derivative …, fingerprint of all before it.
 */
const VERSION = 1;
const HEADER_LENGTH = 10;

export function encodeCheckpoint(
  snapshot: IntegratorSnapshot,
  pointsDone: number,
  options: ResolvedOptions,
): Uint8Array {
  const { time, stepSize, previousError, rejectedLast, steps, rejected, evaluations } = snapshot;
  const body = [
    VERSION,
    fingerprintOfOptions(options),
    pointsDone,
    time,
    stepSize,
    previousError,
    rejectedLast ? 1 : 0,
    steps,
    rejected,
    evaluations,
    ...snapshot.state,
    ...snapshot.derivative,
  ];
  const bytes = new Uint8Array(8 * (body.length + 1));
  const view = new DataView(bytes.buffer);
  [...body, fingerprint(body)].forEach((value, index) => view.setFloat64(8 * index, value, true));
  return bytes;
}

/** Throws CheckpointError when the bytes are damaged, of another version or of other options. */
export function decodeCheckpoint(
  bytes: Uint8Array,
  options: ResolvedOptions,
): { snapshot: IntegratorSnapshot; pointsDone: number } {
  const values = readFloats(bytes);
  const body = values.subarray(0, -1);
  if (values.length < HEADER_LENGTH || fingerprint(body) !== values[body.length]) {
    throw new CheckpointError(messages.checkpoint('it is damaged or no checkpoint of a trajectory'));
  }
  const [
    version,
    owner,
    pointsDone,
    time,
    stepSize,
    previousError,
    rejectedLast,
    steps,
    rejected,
    evaluations,
  ] = body;
  if (version !== VERSION) {
    throw new CheckpointError(
      messages.checkpoint(`its format is version ${version}, this is version ${VERSION}`),
    );
  }
  if (owner !== fingerprintOfOptions(options)) {
    throw new CheckpointError(messages.checkpoint('it belongs to a trajectory with other options'));
  }
  const middle = HEADER_LENGTH + stateLength(options.initial.studentWidth, options.initial.teacherWidth);
  const snapshot: IntegratorSnapshot = {
    time,
    stepSize,
    previousError,
    rejectedLast: rejectedLast === 1,
    steps,
    rejected,
    evaluations,
    state: body.slice(HEADER_LENGTH, middle),
    derivative: body.slice(middle),
  };
  return { snapshot, pointsDone };
}

function readFloats(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, index) =>
    view.getFloat64(8 * index, true),
  );
}

function fingerprintOfOptions(options: ResolvedOptions): number {
  const { initial, weights, noise, times, relativeTolerance, absoluteTolerance } = options;
  const { studentWidth, teacherWidth, Q, M, P } = initial;
  return fingerprint([
    studentWidth,
    teacherWidth,
    weights.gradient,
    weights.variance,
    noise,
    relativeTolerance,
    absoluteTolerance,
    times.length,
    ...times,
    ...Q,
    ...M,
    ...P,
  ]);
}
