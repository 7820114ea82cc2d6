import { CheckpointError, messages } from '../errors.ts';
import type { IntegratorSnapshot } from '../integrator/integrator.ts';
import {
  SNAPSHOT_HEADER_LENGTH,
  snapshotNumbers,
  snapshotOfNumbers,
} from '../integrator/snapshot-numbers.ts';
import { stateLength } from '../right-hand-side/packed-state.ts';
import { fingerprint } from './fingerprint.ts';
import type { ResolvedOptions } from './options.ts';
import { sealNumbers, unsealNumbers } from './sealed-numbers.ts';

/** What a trajectory has beside its integrator. */
export interface Progress {
  readonly pointsDone: number;
  /** Per event the time of its occurrence, NaN where it has not happened, and the packed state there. */
  readonly occurrences: readonly Occurrence[];
  /** When it was ended before the last output time, else NaN, and by what: 0 nothing, 1 an event, 2 stationarity. */
  readonly endTime: number;
  readonly endedBy: number;
}

export interface Occurrence {
  readonly time: number;
  readonly state: Float64Array;
}

/**
 * A checkpoint is a row of little-endian float64:
 *
 *     version, fingerprint of the options, points done, end time, ended by, events, length of the implicit method's part,
 *     time, step size, previous error, rejected last (0/1), steps, implicit steps, rejected, evaluations,
 *     the choice of the method (8), state …, derivative …, implicit method …, each event's time and state …,
 *     fingerprint of all before it.
 */
const VERSION = 2;
const PROGRESS_LENGTH = 7;
const HEADER_LENGTH = PROGRESS_LENGTH + SNAPSHOT_HEADER_LENGTH;

export function encodeCheckpoint(
  snapshot: IntegratorSnapshot,
  { pointsDone, occurrences, endTime, endedBy }: Progress,
  options: ResolvedOptions,
): Uint8Array {
  return sealNumbers([
    VERSION,
    fingerprintOfOptions(options),
    pointsDone,
    endTime,
    endedBy,
    occurrences.length,
    snapshot.implicit.length,
    ...snapshotNumbers(snapshot),
    ...occurrences.flatMap((occurrence) => [occurrence.time, ...occurrence.state]),
  ]);
}

/** Throws CheckpointError when the bytes are damaged, of another version or of other options. */
export function decodeCheckpoint(
  bytes: Uint8Array,
  options: ResolvedOptions,
): { snapshot: IntegratorSnapshot; progress: Progress } {
  const body = unsealNumbers(bytes, HEADER_LENGTH);
  const [version, owner, pointsDone, endTime, endedBy, events, implicitLength] = body;
  if (version !== VERSION) {
    throw new CheckpointError(
      messages.checkpoint(`its format is version ${version}, this is version ${VERSION}`),
    );
  }
  if (owner !== fingerprintOfOptions(options)) {
    throw new CheckpointError(messages.checkpoint('it belongs to a trajectory with other options'));
  }
  const { studentWidth, teacherWidth, trainsSecondLayer } = options.model;
  const length = stateLength(studentWidth, teacherWidth, trainsSecondLayer);
  let next = PROGRESS_LENGTH;
  const take = (count: number): Float64Array => {
    next += count;
    return body.slice(next - count, next);
  };
  const snapshot = snapshotOfNumbers(take(SNAPSHOT_HEADER_LENGTH + 2 * length + implicitLength), length);
  const occurrences = Array.from({ length: events }, () => ({ time: take(1)[0], state: take(length) }));
  return { snapshot, progress: { pointsDone, endTime, endedBy, occurrences } };
}

function fingerprintOfOptions(options: ResolvedOptions): number {
  const { initial, model, weights, times, events, relativeTolerance, absoluteTolerance } = options;
  const { studentWidth, teacherWidth, Q, M, P } = initial;
  const { exact } = weights;
  return fingerprint([
    studentWidth,
    teacherWidth,
    weights.gradient,
    weights.variance,
    weights.secondLayer ?? -1,
    weights.weightDecay ?? 0,
    ...(exact === undefined
      ? [0]
      : [exact.gradientOfQ, exact.decayOfQ, exact.scaleDerivative, exact.betweenSamples]),
    model.noise,
    ...fingerprintOfText(
      `${model.activation ?? 'erf'}/${model.teacherActivation ?? model.activation ?? 'erf'}`,
    ),
    ...(model.studentSecondLayer ?? []),
    -1,
    ...(model.teacherSecondLayer ?? []),
    relativeTolerance,
    absoluteTolerance,
    options.stationaryBelow,
    ...events.flatMap((event) => [
      ...fingerprintOfText(event.kind === 'positive' ? `positive/${event.name}` : event.kind),
      event.kind === 'positive' ? 0 : event.value,
      Number(event.terminal ?? false),
    ]),
    times.length,
    ...times,
    ...Q,
    ...M,
    ...P,
  ]);
}

function fingerprintOfText(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}
