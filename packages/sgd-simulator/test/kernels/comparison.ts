import { RandomStream } from '@crossover/math-core';
import { expect } from 'vitest';
import { createEnsemble, type EngineName, type SimulationModel } from '../../src/index.ts';
import { completeModel, fieldCount } from '../../src/model/complete-model.ts';
import { largestDifference, largestEntry } from '../matrices.ts';
import { DirectOracle } from '../oracles/direct-oracle.ts';
import { ProjectedOracle } from '../oracles/projected-oracle.ts';

const STEPS = 6;

/**
 * How far an overlap of the kernel may be from the oracle's after STEPS steps, in units of 2⁻⁵³ of the largest overlap. Both
 * compute the same sums in another order and the same factor by other rotations, so what counts is how often an entry of
 * the state is rounded in a step, if every rounding had the same sign:
 *
 *     projected   8 (p + b)   a column of L D Lᵀ meets p + b rank-one updates of at most 8 operations an entry
 *                 2 n         the fields' sums over n components, and the overlaps' sums over as many
 *     direct      2 d         the same sums over d coordinates
 *                 p + 16      the output's sum over p units; activation, error and change of a sample
 *
 * once for each side, which makes 2 · STEPS times that. The signs are not the same, which leaves room for the growth of early
 * differences along the path, a factor below 2 a step at these rates. No case of this folder comes to a fifth of the bound.
 */
function roundingUnits(name: EngineName, model: SimulationModel): number {
  const { studentWidth: p, inputDimension: d, batchSize: b = 1 } = model;
  const ofOneStep = name === 'projected' ? 8 * (p + b) + 2 * fieldCount(model) : 2 * d + p + 16;
  return 2 * STEPS * ofOneStep;
}

/** So many replicas' streams. */
export function streamsOf(replicas: number): RandomStream[] {
  return Array.from({ length: replicas }, (_, replica) =>
    RandomStream.fromKey('kernels/samples').split(replica),
  );
}

/** Expects STEPS steps of every replica of an ensemble to be those of the plain oracle, up to rounding. */
export function compareWithOracle(name: EngineName, model: SimulationModel, replicas: number): void {
  const streams = streamsOf(replicas);
  const ensemble = createEnsemble(name, model, streams);
  ensemble.advance(2);
  ensemble.advance(STEPS - 2);
  streams.forEach((stream, replica) => {
    const complete = completeModel(model);
    const oracle =
      name === 'projected' ? new ProjectedOracle(complete, stream) : new DirectOracle(complete, stream);
    for (let step = 0; step < STEPS; step++) oracle.step();
    const expected = oracle.overlaps();
    const { Q, M } = ensemble.orderParameters(replica);
    const scale = Math.max(1, largestEntry(expected.Q), largestEntry(expected.M)) * 2 ** -53;
    const sizes = `p=${model.studentWidth}, k=${model.teacherWidth}, d=${model.inputDimension}`;
    const expectClose = (what: string, found: Float64Array, needed: Float64Array): void => {
      const units = largestDifference(found, needed) / scale;
      expect(units, `${what} of ${name}, ${sizes}, replica ${replica}`).toBeLessThan(
        roundingUnits(name, model),
      );
    };
    expectClose('Q', Q, expected.Q);
    expectClose('M', M, expected.M);
    expectClose('a', ensemble.secondLayer(replica), oracle.secondLayer);
  });
}
