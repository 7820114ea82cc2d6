import { tabulateNormals } from '../../math-core/kernels/random-streams/normal';
import { tabulateErrorFunction } from '../../math-core/kernels/special-functions/error-function';
import { reserveMiniBatch } from './projected/mini-batch';
import { reserveProjected } from './projected/state';

export { setLearning, setNetwork } from './network';
export { addOutOfSpanColumn, addressOfOutOfSpanColumn, advanceProjected, clearOutOfSpan } from './projected/advance';
export { closeBlock, openBlock, position, reopenBlock, settle, turnToHostInputs } from './direct/block';
export { overlapOfRows } from './direct/overlap';
export {
  addressOfChanges,
  addressOfDeviations,
  addressOfDirectTeacherOutputs,
  addressOfInitialStudents,
  addressOfInputs,
  addressOfLabelNoise,
  addressOfSecondLayer,
  addressOfStartFields,
  addressOfStreams,
  addressOfStudents,
  addressOfTeachers,
  addressOfWorkspace,
  reserveDirect,
} from './direct/state';
export { advanceDirect, halfSquaredError, trainOnStep } from './direct/train';
export { addressOfPair, addressOfReferenceFactor, addressOfTeacherOutputs } from './projected/state';

/** Fills the tables; to be called first. */
export function initialise(): void {
  tabulateNormals();
  tabulateErrorFunction();
}

/** Reserves the projected engine's state, after `setNetwork`. */
export function reserveProjectedEngine(pairs: i32, dimensionsOutside: f64): void {
  reserveProjected(pairs, dimensionsOutside);
  reserveMiniBatch();
}
