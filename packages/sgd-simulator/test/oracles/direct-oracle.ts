import type { RandomStream } from '@crossover/math-core';
import { placeWeights } from '../../src/direct-engine/place-weights.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { sampleEffect, type SampleEffect } from './network.ts';

/**
 * The direct engine written down plainly (model.md §2): whole weight matrices, one sample after the other, no blocks. It
 * draws from its stream what the kernel draws, two coordinates a time.
 */
export class DirectOracle {
  readonly secondLayer: Float64Array;
  readonly #model: CompleteModel;
  readonly #even: RandomStream;
  readonly #odd: RandomStream;
  readonly #students: number[][];
  readonly #initialStudents: number[][];
  readonly #teachers: number[][];
  #samples = 0;

  constructor(model: CompleteModel, stream: RandomStream) {
    const { inputDimension: d } = model;
    const placed = placeWeights(model, stream);
    this.#model = model;
    this.#even = stream;
    this.#odd = stream.split('odd coordinates');
    this.#students = rowsOf(placed.students, d);
    this.#initialStudents = rowsOf(placed.students, d);
    this.#teachers = rowsOf(placed.teachers, placed.teacherColumns);
    this.secondLayer = model.secondLayer.student.slice();
  }

  step(): void {
    const { batchSize, weightDecay } = this.#model;
    const inputs = Array.from({ length: batchSize }, () => this.#draw());
    const effects = inputs.map(({ x, labelNoise }): SampleEffect => {
      const fields = (rows: number[][]) => rows.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));
      return sampleEffect(
        this.#model,
        this.secondLayer,
        fields(this.#students),
        fields(this.#initialStudents),
        fields(this.#teachers),
        labelNoise,
      );
    });
    this.#students.forEach((row, i) => {
      row.forEach((value, j) => {
        row[j] = inputs.reduce(
          (sum, { x }, s) => sum + effects[s].changes[i] * x[j],
          (1 - weightDecay) * value,
        );
      });
    });
    effects.forEach(({ secondLayerChanges }) => {
      secondLayerChanges.forEach((change, i) => (this.secondLayer[i] += change));
    });
  }

  overlaps(): { Q: Float64Array; M: Float64Array } {
    const { inputs } = this.#model;
    const variance = (j: number) => (inputs.kind === 'spectrum' ? inputs.eigenvalues[j] : 1);
    const products = (others: number[][]) =>
      Float64Array.from(
        this.#students.flatMap((row) =>
          others.map((other) => other.reduce((sum, w, j) => sum + variance(j) * w * row[j], 0)),
        ),
      );
    return { Q: products(this.#students), M: products(this.#teachers) };
  }

  #draw(): { x: number[]; labelNoise: number } {
    const { inputDimension: d, inputs, noise } = this.#model;
    const x = Array.from({ length: d }, () => 0);
    if (inputs.kind === 'given') {
      const count = inputs.rows.length / d;
      x.forEach((_, j) => (x[j] = inputs.rows[(this.#samples % count) * d + j]));
      this.#samples += 1;
    } else {
      for (let j = 0; j < d; j += 2) {
        x[j] = this.#even.normal();
        const odd = this.#odd.normal();
        if (j + 1 < d) x[j + 1] = odd;
      }
      if (inputs.kind === 'spectrum')
        x.forEach((value, j) => (x[j] = Math.sqrt(inputs.eigenvalues[j]) * value));
    }
    if (noise === 0) return { x, labelNoise: 0 };
    const zeta = this.#even.normal();
    this.#odd.normal();
    return { x, labelNoise: Math.sqrt(noise) * zeta };
  }
}

function rowsOf(matrix: Float64Array, columns: number): number[][] {
  return Array.from({ length: matrix.length / columns }, (_, row) =>
    Array.from(matrix.subarray(row * columns, (row + 1) * columns)),
  );
}
