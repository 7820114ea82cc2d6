import { CheckpointError, messages } from '../errors.ts';
import type { IntegratorSnapshot } from '../integrator/integrator.ts';
import { stateLength } from '../right-hand-side/packed-state.ts';
import { fingerprint } from './fingerprint.ts';
import type { ResolvedOptions } from './options.ts';

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
const HEADER_LENGTH = 23;

export function encodeCheckpoint(
  snapshot: IntegratorSnapshot,
  { pointsDone, occurrences, endTime, endedBy }: Progress,
  options: ResolvedOptions,
): Uint8Array {
  const { time, stepSize, previousError, rejectedLast, steps, implicitSteps, rejected, evaluations, choice } =
    snapshot;
  const body = [
    VERSION,
    fingerprintOfOptions(options),
    pointsDone,
    endTime,
    endedBy,
    occurrences.length,
    snapshot.implicit.length,
    time,
    stepSize,
    previousError,
    Number(rejectedLast),
    steps,
    implicitSteps,
    rejected,
    evaluations,
    Number(choice.implicit),
    choice.patience,
    choice.stretchTime,
    choice.stretchWork,
    choice.stretchSteps,
    choice.stretches,
    choice.explicitTime,
    choice.explicitWork,
    ...snapshot.state,
    ...snapshot.derivative,
    ...snapshot.implicit,
    ...occurrences.flatMap((occurrence) => [occurrence.time, ...occurrence.state]),
  ];
  const bytes = new Uint8Array(8 * (body.length + 1));
  const view = new DataView(bytes.buffer);
  body.forEach((value, index) => view.setFloat64(8 * index, value, true));
  view.setFloat64(8 * body.length, fingerprint(body), true);
  return bytes;
}

/** Throws CheckpointError when the bytes are damaged, of another version or of other options. */
export function decodeCheckpoint(
  bytes: Uint8Array,
  options: ResolvedOptions,
): { snapshot: IntegratorSnapshot; progress: Progress } {
  const values = readFloats(bytes);
  const body = values.subarray(0, -1);
  if (values.length < HEADER_LENGTH || fingerprint(body) !== values[body.length]) {
    throw new CheckpointError(messages.checkpoint('it is damaged or no checkpoint of a trajectory'));
  }
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
  let next = HEADER_LENGTH;
  const take = (count: number): Float64Array => {
    next += count;
    return body.slice(next - count, next);
  };
  const snapshot: IntegratorSnapshot = {
    ...integratorHeader(body.subarray(7, HEADER_LENGTH)),
    state: take(length),
    derivative: take(length),
    implicit: take(implicitLength),
  };
  const occurrences = Array.from({ length: events }, () => ({ time: take(1)[0], state: take(length) }));
  return { snapshot, progress: { pointsDone, endTime, endedBy, occurrences } };
}

function integratorHeader(
  header: Float64Array,
): Omit<IntegratorSnapshot, 'state' | 'derivative' | 'implicit'> {
  const [time, stepSize, previousError, rejectedLast, steps, implicitSteps, rejected, evaluations] = header;
  const [implicit, patience, stretchTime, stretchWork, stretchSteps, stretches, explicitTime, explicitWork] =
    header.subarray(8);
  return {
    time,
    stepSize,
    previousError,
    rejectedLast: rejectedLast === 1,
    steps,
    implicitSteps,
    rejected,
    evaluations,
    choice: {
      implicit: implicit === 1,
      patience,
      stretchTime,
      stretchWork,
      stretchSteps,
      stretches,
      explicitTime,
      explicitWork,
    },
  };
}

function readFloats(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, index) =>
    view.getFloat64(8 * index, true),
  );
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
