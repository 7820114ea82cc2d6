import type { RandomStream } from '@crossover/math-core';
import { jointFactor } from '../../src/factorisation/joint-factor.ts';
import { rotateToLowerTrapezoid } from '../../src/factorisation/lower-trapezoid.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { sampleEffect } from './network.ts';
import { refactorise } from './two-sweep-refactorisation.ts';

/** One input as the projected engine sees it, and the label noise √Δ ζ. */
export interface ProjectedSample {
  /** Components along the directions of the reference rows. */
  readonly u: readonly number[];
  /** Components along the columns of B. */
  readonly z: readonly number[];
  readonly labelNoise: number;
  /**
   * The part outside all fields, along the directions of Bartlett's factor: entry s of sample s is the first that counts
   * and ≥ 0, min(b, d − n) numbers.
   */
  readonly rest: readonly number[];
}

/**
 * The projected engine written down plainly (model.md §5), one number at a time, with dense matrices: a single sample
 * refactorised by Givens rotations, a mini-batch by Householder reflections. It draws from its stream what the kernel draws.
 */
export class ProjectedOracle {
  readonly secondLayer: Float64Array;
  /** Rows of T, K × K. */
  readonly T: number[][];
  /** A, p × K. */
  readonly A: number[][];
  /** B, p × p, lower triangular, by columns. */
  readonly B: Float64Array;
  readonly #model: CompleteModel;
  readonly #stream: RandomStream;

  constructor(model: CompleteModel, stream: RandomStream) {
    const { studentWidth: p, teacherWidth: k, initial, training } = model;
    const K = training === 'lazy' ? k + p : k;
    const { factor, rank } = jointFactor(initial);
    const entry = (row: number, column: number) => (column < rank ? factor[row * rank + column] : 0);
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, row) =>
        Array.from({ length: K }, (__, column) => entry(from + row, column)),
      );
    this.#model = model;
    this.#stream = stream;
    this.T = rows(0, K);
    this.A = rows(k, p);
    this.B = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; K + j < rank; j++) this.B[j * p + i] = entry(k + i, K + j);
    }
    this.secondLayer = model.secondLayer.student.slice();
  }

  /** One step on samples drawn from the stream. */
  step(): void {
    this.train(Array.from({ length: this.#model.batchSize }, (_, s) => this.#draw(s)));
  }

  /** One step on these b samples. Returns their changes c. */
  train(samples: readonly ProjectedSample[]): number[][] {
    const { studentWidth: p, teacherWidth: k, batchSize, weightDecay } = this.#model;
    const effects = samples.map(({ u, z, labelNoise }) => {
      const reference = this.T.map((row) => dot(row, u));
      const fields = this.A.map(
        (row, i) => dot(row, u) + z.reduce((sum, zj, j) => sum + this.B[j * p + i] * zj, 0),
      );
      return sampleEffect(
        this.#model,
        this.secondLayer,
        fields,
        reference.slice(k),
        reference.slice(0, k),
        labelNoise,
      );
    });
    const kept = 1 - weightDecay;
    this.A.forEach((row, i) => {
      row.forEach((value, b) => {
        row[b] = samples.reduce((sum, { u }, s) => sum + effects[s].changes[i] * u[b], kept * value);
      });
    });
    effects.forEach(({ secondLayerChanges }) => {
      secondLayerChanges.forEach((change, i) => (this.secondLayer[i] += change));
    });
    this.B.forEach((value, index) => (this.B[index] = kept * value));
    const allChanges = effects.map(({ changes }) => changes);
    if (batchSize === 1) this.#addSample(samples[0], allChanges[0]);
    else this.#addBatch(samples, allChanges);
    return allChanges;
  }

  overlaps(): { Q: Float64Array; M: Float64Array } {
    const { studentWidth: p, teacherWidth: k } = this.#model;
    const Q = new Float64Array(p * p);
    const M = new Float64Array(p * k);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        let sum = dot(this.A[i], this.A[j]);
        for (let b = 0; b < p; b++) sum += this.B[b * p + i] * this.B[b * p + j];
        Q[i * p + j] = sum;
      }
      for (let r = 0; r < k; r++) M[i * k + r] = dot(this.A[i], this.T[r]);
    }
    return { Q, M };
  }

  #draw(s: number): ProjectedSample {
    const { studentWidth: p, inputDimension: d, noise, batchSize } = this.#model;
    const K = this.T.length;
    const outside = d - K - p;
    const columns = Math.min(batchSize, outside);
    const normals = (count: number) => Array.from({ length: count }, () => this.#stream.normal());
    const u = normals(K);
    const z = normals(p);
    const labelNoise = noise > 0 ? Math.sqrt(noise) * this.#stream.normal() : 0;
    const rest = normals(Math.min(s, columns));
    if (s < columns) rest.push(Math.sqrt(this.#stream.chiSquare(outside - s)));
    return { u, z, labelNoise, rest: Array.from({ length: columns }, (_, j) => rest[j] ?? 0) };
  }

  #addSample({ z, rest: [length = 0] }: ProjectedSample, changes: number[]): void {
    const p = z.length;
    refactorise(this.B, p, Float64Array.from(changes), Float64Array.from(z), length, new Float64Array(p));
  }

  /** B Bᵀ ← Y Yᵀ with Y = [B + C Z, C R], rotated back to a lower triangle. */
  #addBatch(samples: readonly ProjectedSample[], changes: readonly number[][]): void {
    const { studentWidth: p } = this.#model;
    const columns = p + samples[0].rest.length;
    const Y = new Float64Array(p * columns);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < columns; j++) {
        Y[i * columns + j] = samples.reduce(
          (sum, { z, rest }, s) => sum + changes[s][i] * (j < p ? z[j] : rest[j - p]),
          j < p ? this.B[j * p + i] : 0,
        );
      }
    }
    rotateToLowerTrapezoid(Y, p, columns);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) this.B[j * p + i] = Y[i * columns + j];
    }
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}
