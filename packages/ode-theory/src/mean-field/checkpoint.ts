import { CheckpointError, messages } from '../errors.ts';
import type { IntegratorSnapshot } from '../integrator/integrator.ts';
import {
  SNAPSHOT_HEADER_LENGTH,
  snapshotNumbers,
  snapshotOfNumbers,
} from '../integrator/snapshot-numbers.ts';
import { fingerprint } from '../trajectory/fingerprint.ts';
import { sealNumbers, unsealNumbers } from '../trajectory/sealed-numbers.ts';
import type { ResolvedMeanFieldOptions } from './options.ts';

/**
 * A checkpoint of particles is a row of little-endian float64: version, fingerprint of the options, points done, the integrator's
 * snapshot, fingerprint of all before it. The version is none that a trajectory of overlaps has had.
 */
const VERSION = 101;
const PROGRESS_LENGTH = 3;

export function encodeMeanFieldCheckpoint(
  snapshot: IntegratorSnapshot,
  pointsDone: number,
  options: ResolvedMeanFieldOptions,
): Uint8Array {
  return sealNumbers([VERSION, fingerprintOfOptions(options), pointsDone, ...snapshotNumbers(snapshot)]);
}

/** Throws CheckpointError when the bytes are damaged, of another version or of other options. */
export function decodeMeanFieldCheckpoint(
  bytes: Uint8Array,
  options: ResolvedMeanFieldOptions,
): { readonly snapshot: IntegratorSnapshot; readonly pointsDone: number } {
  const numbers = unsealNumbers(bytes, PROGRESS_LENGTH + SNAPSHOT_HEADER_LENGTH);
  const [version, owner, pointsDone] = numbers;
  if (version !== VERSION) {
    throw new CheckpointError(
      messages.checkpoint(`its format is version ${version}, this is version ${VERSION}`),
    );
  }
  if (owner !== fingerprintOfOptions(options)) {
    throw new CheckpointError(messages.checkpoint('it belongs to a trajectory with other options'));
  }
  const { count, teacherWidth } = options.particles;
  return {
    pointsDone,
    snapshot: snapshotOfNumbers(numbers.subarray(PROGRESS_LENGTH), count * (teacherWidth + 1)),
  };
}

function fingerprintOfOptions(options: ResolvedMeanFieldOptions): number {
  const { particles, gradient, times, tolerances, model } = options;
  const { count, teacherWidth, M, outOfSpan, P } = particles;
  return fingerprint([
    count,
    teacherWidth,
    gradient,
    tolerances.relative,
    tolerances.absolute,
    Number(model.particlesAre === 'distribution'),
    ...(model.teacherSecondLayer ?? []),
    times.length,
    ...times,
    ...M,
    ...outOfSpan,
    ...P,
  ]);
}
