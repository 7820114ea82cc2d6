import type { CompleteModel } from '../../src/model/complete-model.ts';
import { sampleEffect } from '../oracles/network.ts';
import type { MeanDrift } from './mean-drift.ts';

/** Weights in some orthonormal coordinates of R^d, rows of `columns` numbers, in units of √d. */
export interface Position {
  readonly columns: number;
  readonly students: Float64Array;
  readonly initialStudents: Float64Array;
  readonly teachers: Float64Array;
  readonly secondLayer: Float64Array;
}

/** Nodes along every direction; for one student and one teacher of order one the means are exact to 10⁻⁷ of themselves. */
const NODES = 40;

/**
 * The mean of one step from any weights, lazily trained ones included, by Gauss–Hermite quadrature over the components g of
 * the input in the weights' span, n of them, and over ζ: with c(g, ζ) as in model.md §2 and m_i = E[c_i g],
 *
 *     E[ΔM_ir] = (κ − 1) M_ir + m_i·W*_r,
 *     E[ΔQ_ij] = (κ² − 1) Q_ij + κ (m_i·W_j + m_j·W_i) + b E[c_i c_j (‖g‖² + d − n)] + b (b − 1) m_i·m_j
 *
 * where c is that of a sample of the batch, with its 1/b, and m that of all its b samples in the first two terms.
 */
export function driftByQuadrature(model: CompleteModel, position: Position): MeanDrift {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, batchSize: b, noise } = model;
  const { columns, secondLayer } = position;
  const kept = 1 - model.weightDecay;
  const directions = orthonormalDirections(position);
  const n = directions.length;
  const coordinates = (rows: Float64Array) =>
    Array.from({ length: rows.length / columns }, (_, row) =>
      directions.map((direction) => dot(direction, rows.subarray(row * columns, (row + 1) * columns))),
    );
  const students = coordinates(position.students);
  const initialStudents = coordinates(position.initialStudents);
  const teachers = coordinates(position.teachers);

  const means = Array.from({ length: p }, () => new Array<number>(n).fill(0));
  const squares = new Float64Array(p * p);
  const outputs = new Float64Array(p);
  const visit = (g: readonly number[], weight: number): void => {
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
  visitNodes(n, visit);

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

/** An orthonormal basis of the span of all weights, by Gram and Schmidt, twice. */
export function orthonormalDirections({ columns, ...rows }: Omit<Position, 'secondLayer'>): Float64Array[] {
  const directions: Float64Array[] = [];
  for (const matrix of [rows.teachers, rows.initialStudents, rows.students]) {
    for (let at = 0; at < matrix.length; at += columns) {
      let rest = matrix.slice(at, at + columns);
      const length = Math.sqrt(dot(rest, rest));
      for (let pass = 0; pass < 2; pass++) {
        for (const direction of directions) {
          const component = dot(rest, direction);
          rest = rest.map((entry, c) => entry - component * direction[c]);
        }
      }
      const left = Math.sqrt(dot(rest, rest));
      // What is left of a row inside the span is round-off and points nowhere.
      if (left > 1e-9 * length) directions.push(rest.map((entry) => entry / left));
    }
  }
  return directions;
}

/** The nodes of the product rule in n dimensions, with weights that add up to 1. */
function visitNodes(n: number, visit: (g: readonly number[], weight: number) => void): void {
  const { nodes, weights } = gaussHermite(NODES);
  const descend = (g: readonly number[], weight: number): void => {
    if (g.length === n) visit(g, weight);
    else nodes.forEach((node, index) => descend([...g, node], weight * weights[index]));
  };
  descend([], 1);
}

/**
 * Nodes and weights of Gauss's rule for the standard normal law: the zeros of He_count, which those of
 * He_{count−1} separate, and 1/(count h_{count−1}²) with the orthonormal polynomials h.
 */
function gaussHermite(count: number): { nodes: number[]; weights: number[] } {
  let nodes: number[] = [];
  for (let degree = 1; degree <= count; degree++) {
    const ends = [-2 * Math.sqrt(degree) - 1, ...nodes, 2 * Math.sqrt(degree) + 1];
    nodes = Array.from({ length: degree }, (_, index) => zeroBetween(degree, ends[index], ends[index + 1]));
  }
  const weights = nodes.map((node) => 1 / (count * hermite(count - 1, node) ** 2));
  return { nodes, weights };
}

/** The zero of h_degree in an interval that has exactly one, by bisection. */
function zeroBetween(degree: number, from: number, to: number): number {
  let [low, high] = [from, to];
  const positiveBelow = hermite(degree, low) > 0;
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (hermite(degree, middle) > 0 === positiveBelow) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** The orthonormal Hermite polynomial h_degree. */
function hermite(degree: number, x: number): number {
  let [before, value] = [0, 1];
  for (let e = 1; e <= degree; e++) {
    [before, value] = [value, (x * value - Math.sqrt(e - 1) * before) / Math.sqrt(e)];
  }
  return value;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}
