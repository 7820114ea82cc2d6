import type { CompleteModel } from '../../src/model/complete-model.ts';
import { sampleEffect } from '../oracles/network.ts';
import { GaussianNodes } from './gaussian-nodes.ts';
import type { MeanDrift } from './mean-drift.ts';
import { coordinatesOf, dot, kinks, orthonormalDirections, type Position } from './position.ts';

/** Nodes along every axis; for one student and one teacher of order one the means are exact to 10⁻⁷ of themselves. */
const NODES = 40;

/**
 * The mean of one step from any weights, lazily trained ones included, by quadrature over the components g of
 * the input in the weights' span, n of them, and over ζ: with c(g, ζ) as in model.md §2 and m_i = E[c_i g],
 *
 *     E[ΔM_ir] = (κ − 1) M_ir + m_i·W*_r,
 *     E[ΔQ_ij] = (κ² − 1) Q_ij + κ (m_i·W_j + m_j·W_i) + b E[c_i c_j (‖g‖² + d − n)] + b (b − 1) m_i·m_j
 *
 * where c is that of a sample of the batch, with its 1/b, and m that of all its b samples in the first two terms.
 */
export function driftByQuadrature(model: CompleteModel, position: Position): MeanDrift {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, batchSize: b, noise } = model;
  const { secondLayer } = position;
  const kept = 1 - model.weightDecay;
  const directions = orthonormalDirections(position);
  const n = directions.length;
  const students = coordinatesOf(position.students, directions);
  const initialStudents = coordinatesOf(position.initialStudents, directions);
  const teachers = coordinatesOf(position.teachers, directions);

  const means = Array.from({ length: p }, () => new Array<number>(n).fill(0));
  const squares = new Float64Array(p * p);
  const outputs = new Float64Array(p);
  const visit = (g: Float64Array, weight: number): void => {
    const fields = (rows: number[][]) => rows.map((row) => dot(row, g));
    const own = fields(students);
    const squaredLength = dot(g, g) + d - n;
    // Two values of ζ have the moments up to the third, and c is linear in ζ.
    for (const zeta of noise > 0 ? [-1, 1] : [0]) {
      const share = noise > 0 ? 0.5 * weight : weight;
      const { changes, secondLayerChanges } = sampleEffect(
        model,
        secondLayer,
        own,
        fields(initialStudents),
        fields(teachers),
        Math.sqrt(noise) * zeta,
      );
      changes.forEach((change, i) => {
        g.forEach((component, c) => (means[i][c] += share * change * component));
        changes.forEach((other, j) => (squares[i * p + j] += share * change * other * squaredLength));
        outputs[i] += b * share * secondLayerChanges[i];
      });
    }
  };
  new GaussianNodes(n, kinks(model, position, directions), NODES, NODES).visit(visit);

  const M = Float64Array.from({ length: p * k }, (_, index) => {
    const [i, r] = [Math.floor(index / k), index % k];
    return (kept - 1) * dot(students[i], teachers[r]) + b * dot(means[i], teachers[r]);
  });
  const Q = Float64Array.from({ length: p * p }, (_, index) => {
    const [i, j] = [Math.floor(index / p), index % p];
    const gradient = kept * b * (dot(means[i], students[j]) + dot(means[j], students[i]));
    const variance = b * squares[index] + b * (b - 1) * dot(means[i], means[j]);
    return (kept * kept - 1) * dot(students[i], students[j]) + gradient + variance;
  });
  return { M, Q, secondLayer: outputs };
}
