import type { RandomStream } from '@crossover/math-core';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';
import { activations } from '../oracles/network.ts';

export interface ExplicitSample {
  readonly x: Float64Array;
  /** √Δ ζ */
  readonly labelNoise: number;
}

/** SGD on explicit weights, written down as in model.md §2 with plain loops: W (p × d) and W* (k × d), not divided by √d. */
export class ExplicitWeights {
  readonly students: Float64Array;
  readonly secondLayer: Float64Array;
  readonly #model: CompleteModel;
  readonly #initialStudents: Float64Array;
  readonly #teachers: Float64Array;

  constructor(model: CompleteModel, students: Float64Array, teachers: Float64Array) {
    this.students = students.slice();
    this.secondLayer = model.secondLayer.student.slice();
    this.#model = model;
    this.#initialStudents = students.slice();
    this.#teachers = teachers;
  }

  /** One step on the mean over the samples, each of which sees the weights and the second layer from before the step. */
  step(samples: readonly ExplicitSample[]): void {
    const { studentWidth: p, inputDimension: d, learningRate, weightDecay, secondLayer } = this.#model;
    const before = this.students.slice();
    const outputsBefore = this.secondLayer.slice();
    for (let index = 0; index < p * d; index++) this.students[index] *= 1 - weightDecay;
    for (const { x, labelNoise } of samples) {
      const label = this.#label(x) + labelNoise;
      const units = Array.from({ length: p }, (_, i) => this.#unit(before, i, x));
      const E = label - units.reduce((sum, { value }, i) => sum + outputsBefore[i] * value, 0) / p;
      units.forEach(({ value, slope }, i) => {
        const rate = learningRate / (samples.length * p * Math.sqrt(d));
        for (let j = 0; j < d; j++) this.students[i * d + j] += rate * outputsBefore[i] * slope * E * x[j];
        this.secondLayer[i] += (secondLayer.learningRate / (samples.length * p)) * value * E;
      });
    }
  }

  overlaps(): { Q: Float64Array; M: Float64Array } {
    const { studentWidth: p, teacherWidth: k, inputDimension: d } = this.#model;
    const scaled = (weights: Float64Array): Float64Array => weights.map((w) => w / Math.sqrt(d));
    return overlapsOfWeights(scaled(this.students), scaled(this.#teachers), p, k);
  }

  #label(x: Float64Array): number {
    const { teacherWidth: k, teacherActivation, secondLayer } = this.#model;
    let label = 0;
    for (let r = 0; r < k; r++) {
      const value = activations[teacherActivation].value(this.#field(this.#teachers, r, x));
      label += (secondLayer.teacher[r] * value) / k;
    }
    return label;
  }

  /** What student i puts out, and the slope that its weights are trained with. */
  #unit(students: Float64Array, i: number, x: Float64Array): { value: number; slope: number } {
    const { activation, training } = this.#model;
    const field = this.#field(students, i, x);
    const around = training === 'lazy' ? this.#field(this.#initialStudents, i, x) : field;
    const slope = activations[activation].slope(around);
    return { value: activations[activation].value(around) + slope * (field - around), slope };
  }

  #field(weights: Float64Array, row: number, x: Float64Array): number {
    const { inputDimension: d } = this.#model;
    let sum = 0;
    for (let j = 0; j < d; j++) sum += weights[row * d + j] * x[j];
    return sum / Math.sqrt(d);
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
function minus(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((entry, j) => entry - factor * b[j]);
}
