import { doublesAt, type RandomStream } from '@crossover/math-core';
import { blockSamples } from '../../src/direct-engine/block-samples.ts';
import { placeWeights } from '../../src/direct-engine/place-weights.ts';
import { WeightMemory } from '../../src/direct-engine/weight-memory.ts';
import type { EngineName } from '../../src/index.ts';
import { configureKernel } from '../../src/kernel/configure-kernel.ts';
import { instantiateKernel } from '../../src/kernel/simulator-kernel.ts';
import { putStream } from '../../src/kernel/stream-lanes.ts';
import { fieldCount, type CompleteModel } from '../../src/model/complete-model.ts';
import { placeInitialState } from '../../src/projected-engine/place-initial-state.ts';
import { ReplicaState } from '../../src/projected-engine/replica-state.ts';

const STREAM_BYTES = 64;

/** Takes one step and reads the weights' coordinates in some orthonormal basis: p rows, teachers' columns first. */
interface OneStep {
  /** Length of a row. */
  readonly columns: number;
  /** The teachers in the same basis, k rows. */
  readonly teachers: Float64Array;
  /** Steps from Ω⁰, once for each lane, and writes the coordinates and a of every lane. */
  take(lanes: readonly { readonly rows: Float64Array; readonly secondLayer: Float64Array }[]): void;
  readonly lanes: number;
}

/** Sums of ΔM, ΔQ (full) and Δa, and of their squares, over independent first steps. */
export interface Sums {
  readonly draws: number;
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
}

/**
 * Draws many first steps from Ω⁰ with an engine's kernel. Making an ensemble costs a hundred steps; so the kernel's state is
 * put back after every step, while its streams go on.
 */
export function sampleFirstSteps(
  name: EngineName,
  model: CompleteModel,
  draws: number,
  stream: RandomStream,
): Sums {
  const { studentWidth: p, teacherWidth: k, initial, secondLayer } = model;
  const step = name === 'projected' ? projectedStep(model, stream) : directStep(model, stream);
  const { columns, teachers } = step;
  const lanes = Array.from({ length: step.lanes }, () => ({
    rows: new Float64Array(p * columns),
    secondLayer: new Float64Array(p),
  }));
  const size = p * k + p * p + p;
  const sum = new Float64Array(size);
  const sumOfSquares = new Float64Array(size);
  const count = (index: number, change: number): void => {
    sum[index] += change;
    sumOfSquares[index] += change * change;
  };
  const rounds = Math.ceil(draws / step.lanes);
  for (let round = 0; round < rounds; round++) {
    step.take(lanes);
    for (const { rows, secondLayer: outputs } of lanes) {
      let at = 0;
      for (let i = 0; i < p; i++) {
        for (let r = 0; r < k; r++, at++) {
          count(at, product(rows, i, teachers, r, columns) - initial.M[i * k + r]);
        }
      }
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++, at++)
          count(at, product(rows, i, rows, j, columns) - initial.Q[i * p + j]);
      }
      for (let i = 0; i < p; i++, at++) count(at, outputs[i] - secondLayer.student[i]);
    }
  }
  return { draws: rounds * step.lanes, sum, sumOfSquares };
}

function product(a: Float64Array, row: number, b: Float64Array, other: number, columns: number): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += a[row * columns + c] * b[other * columns + c];
  return sum;
}

function projectedStep(model: CompleteModel, stream: RandomStream): OneStep {
  const { studentWidth: p, teacherWidth: k, inputDimension: d } = model;
  const kernel = instantiateKernel();
  configureKernel(kernel, model);
  kernel.reserveProjectedEngine(1, d - fieldCount(model));
  const states = [0, 1].map((lane) => new ReplicaState(kernel, model, 0, lane));
  for (const { streams, lane } of states) putStream(kernel, streams, lane, stream.split(lane));
  placeInitialState(kernel, model, states);

  const K = fieldCount(model) - p;
  const entries = doublesAt(kernel, kernel.addressOfPair(0) + STREAM_BYTES, 2 * states[0].numbers().length);
  const start = entries.slice();
  const T = doublesAt(kernel, kernel.addressOfReferenceFactor(), (K * (K + 1)) / 2);
  const columns = K + p;
  const teachers = new Float64Array(k * columns);
  for (let r = 0; r < k; r++) {
    for (let b = 0; b <= r; b++) teachers[r * columns + b] = T[(r * (r + 1)) / 2 + b];
  }
  const pivotsAt = p * K;
  const columnsAt = pivotsAt + p;
  const outputsAt = columnsAt + (p * (p - 1)) / 2;
  return {
    lanes: 2,
    columns,
    teachers,
    take(lanes) {
      entries.set(start);
      kernel.advanceProjected(0, 1);
      for (let lane = 0; lane < 2; lane++) {
        const { rows, secondLayer } = lanes[lane];
        for (let i = 0; i < p; i++) {
          for (let b = 0; b < K; b++) rows[i * columns + b] = entries[2 * (i * K + b) + lane];
          secondLayer[i] = entries[2 * (outputsAt + i) + lane];
        }
        let entry = columnsAt;
        for (let j = 0; j < p; j++) {
          const root = Math.sqrt(entries[2 * (pivotsAt + j) + lane]);
          rows[j * columns + K + j] = root;
          for (let i = j + 1; i < p; i++, entry++)
            rows[i * columns + K + j] = root * entries[2 * entry + lane];
        }
      }
    },
  };
}

function directStep(model: CompleteModel, stream: RandomStream): OneStep {
  const { studentWidth: p, teacherWidth: k, inputDimension: d } = model;
  const kernel = instantiateKernel();
  configureKernel(kernel, model);
  const placed = placeWeights(model, stream);
  kernel.reserveDirect(d, placed.teacherColumns, blockSamples(model), 0);
  for (const lane of [0, 1]) putStream(kernel, kernel.addressOfStreams(), lane, stream.split(lane));
  new WeightMemory(kernel, model, placed.teacherColumns).place(placed);

  const rowLength = d + (d % 2);
  const weights = doublesAt(kernel, kernel.addressOfStudents(), p * rowLength);
  const outputs = doublesAt(kernel, kernel.addressOfSecondLayer(), p);
  const start = weights.slice();
  const teachers = new Float64Array(k * rowLength);
  for (let r = 0; r < k; r++) {
    const row = placed.teachers.subarray(r * placed.teacherColumns, (r + 1) * placed.teacherColumns);
    teachers.set(row, r * rowLength);
  }
  return {
    lanes: 1,
    columns: rowLength,
    teachers,
    take([{ rows, secondLayer }]) {
      weights.set(start);
      outputs.set(model.secondLayer.student);
      kernel.closeBlock();
      kernel.advanceDirect(1);
      kernel.settle();
      rows.set(weights);
      secondLayer.set(outputs);
    },
  };
}
