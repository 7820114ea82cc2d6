import { erfActivation, type RandomStream } from '@crossover/math-core';
import type { SimulationModel } from '../../src/index.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';

/** SGD on explicit weights, written down as in model.md §2 with plain loops: W (p × d) and W* (k × d), not divided by √d. */
export class ExplicitWeights {
  readonly students: Float64Array;
  readonly teachers: Float64Array;
  readonly #model: SimulationModel;

  constructor(model: SimulationModel, students: Float64Array, teachers: Float64Array) {
    this.#model = model;
    this.students = students;
    this.teachers = teachers;
  }

  /** Returns c, with which W/√d changes by c xᵀ. */
  step(x: Float64Array, labelNoise: number): Float64Array {
    const { studentWidth: p, teacherWidth: k, inputDimension: d, learningRate } = this.#model;
    const field = (weights: Float64Array, row: number): number => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += weights[row * d + j] * x[j];
      return sum / Math.sqrt(d);
    };
    let label = labelNoise;
    for (let r = 0; r < k; r++) label += erfActivation.value(field(this.teachers, r)) / k;
    const fields = Array.from({ length: p }, (_, i) => field(this.students, i));
    const output = fields.reduce((sum, lambda) => sum + erfActivation.value(lambda), 0) / p;
    const c = Float64Array.from(
      fields,
      (lambda) => (learningRate / (p * d)) * erfActivation.derivative(lambda) * (label - output),
    );
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < d; j++) this.students[i * d + j] += Math.sqrt(d) * c[i] * x[j];
    }
    return c;
  }

  overlaps(): { Q: Float64Array; M: Float64Array } {
    const { studentWidth: p, teacherWidth: k, inputDimension: d } = this.#model;
    const scaled = (weights: Float64Array): Float64Array => weights.map((w) => w / Math.sqrt(d));
    return overlapsOfWeights(scaled(this.students), scaled(this.teachers), p, k);
  }
}

/** `count` orthonormal vectors of R^d, rows. */
export function randomOrthonormal(count: number, d: number, stream: RandomStream): Float64Array[] {
  const basis: Float64Array[] = [];
  while (basis.length < count) basis.push(orthonormalised(normals(d, stream), basis));
  return basis;
}

/** The unit vector along what is left of `vector` after its projection on `basis`. */
export function orthonormalised(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  let rest = vector;
  // Twice is enough (Kahan): the second pass removes what the first one's round-off left.
  for (let pass = 0; pass < 2; pass++) {
    for (const direction of basis) rest = minus(rest, direction, dot(rest, direction));
  }
  const length = Math.sqrt(dot(rest, rest));
  return rest.map((entry) => entry / length);
}

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, entry, j) => sum + entry * b[j], 0);
}

/** a − factor·b */
export function minus(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((entry, j) => entry - factor * b[j]);
}
