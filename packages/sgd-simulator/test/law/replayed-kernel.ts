import { doublesAt, type RandomStream } from '@crossover/math-core';
import { blockSamples } from '../../src/direct-engine/block-samples.ts';
import { placeWeights } from '../../src/direct-engine/place-weights.ts';
import { WeightMemory } from '../../src/direct-engine/weight-memory.ts';
import type { EngineName } from '../../src/index.ts';
import { configureKernel } from '../../src/kernel/configure-kernel.ts';
import { instantiateKernel, type Address, type SimulatorKernel } from '../../src/kernel/simulator-kernel.ts';
import { putStream } from '../../src/kernel/stream-lanes.ts';
import { fieldCount, type CompleteModel } from '../../src/model/complete-model.ts';
import { placeInitialState } from '../../src/projected-engine/place-initial-state.ts';
import { ReplicaState } from '../../src/projected-engine/replica-state.ts';

const STREAM_BYTES = 64;

/** A run as it is now. */
export interface Lane {
  /** The students' coordinates in an orthonormal basis, p rows of W/√d. */
  readonly rows: Float64Array;
  readonly secondLayer: Float64Array;
}

/**
 * An engine's kernel whose runs begin anew at Ω⁰ as often as one likes, while its streams go on: independent runs, without
 * what making an ensemble costs, which is a hundred steps.
 */
export interface ReplayedKernel {
  readonly kernel: SimulatorKernel;
  /** Where its two streams are. */
  readonly streams: Address;
  /** Independent runs that it takes at a time. */
  readonly lanes: number;
  /** Length of a row. */
  readonly columns: number;
  /** The teachers' rows over √d in the basis of the students' rows, k rows. */
  readonly teachers: Float64Array;
  /** Puts all runs where the first one is now, and `restart` from now on with them. */
  startFromHere(): void;
  restart(): void;
  advance(steps: number): void;
  read(lane: number, to: Lane): void;
}

export function replayedKernel(name: EngineName, model: CompleteModel, stream: RandomStream): ReplayedKernel {
  return name === 'projected' ? projectedKernel(model, stream) : directKernel(model, stream);
}

export function laneOf({ columns }: ReplayedKernel, { studentWidth: p }: CompleteModel): Lane {
  return { rows: new Float64Array(p * columns), secondLayer: new Float64Array(p) };
}

/** The product of a row of one matrix with a row of another. */
export function rowProduct(
  a: Float64Array,
  row: number,
  b: Float64Array,
  other: number,
  columns: number,
): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += a[row * columns + c] * b[other * columns + c];
  return sum;
}

function projectedKernel(model: CompleteModel, stream: RandomStream): ReplayedKernel {
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
    kernel,
    streams: kernel.addressOfPair(0),
    lanes: 2,
    columns,
    teachers,
    startFromHere() {
      for (let at = 0; at < start.length; at++) start[at] = entries[at - (at % 2)];
    },
    restart: () => entries.set(start),
    advance: (steps) => kernel.advanceProjected(0, steps),
    read(lane, { rows, secondLayer }) {
      for (let i = 0; i < p; i++) {
        for (let b = 0; b < K; b++) rows[i * columns + b] = entries[2 * (i * K + b) + lane];
        secondLayer[i] = entries[2 * (outputsAt + i) + lane];
      }
      let entry = columnsAt;
      for (let j = 0; j < p; j++) {
        const root = Math.sqrt(entries[2 * (pivotsAt + j) + lane]);
        rows[j * columns + K + j] = root;
        for (let i = j + 1; i < p; i++, entry++) {
          rows[i * columns + K + j] = root * entries[2 * entry + lane];
        }
      }
    },
  };
}

function directKernel(model: CompleteModel, stream: RandomStream): ReplayedKernel {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, inputs } = model;
  const kernel = instantiateKernel();
  configureKernel(kernel, model);
  const placed = placeWeights(model, stream);
  kernel.reserveDirect(d, placed.teacherColumns, blockSamples(model), inputs.kind === 'spectrum' ? 1 : 0);
  for (const lane of [0, 1]) putStream(kernel, kernel.addressOfStreams(), lane, stream.split(lane));
  new WeightMemory(kernel, model, placed.teacherColumns).place(placed);

  const columns = d + (d % 2);
  const weights = doublesAt(kernel, kernel.addressOfStudents(), p * columns);
  const outputs = doublesAt(kernel, kernel.addressOfSecondLayer(), p);
  const start = weights.slice();
  const startOutputs = outputs.slice();
  const teachers = new Float64Array(k * columns);
  for (let r = 0; r < k; r++) {
    const row = placed.teachers.subarray(r * placed.teacherColumns, (r + 1) * placed.teacherColumns);
    teachers.set(row, r * columns);
  }
  return {
    kernel,
    streams: kernel.addressOfStreams(),
    lanes: 1,
    columns,
    teachers,
    startFromHere() {
      kernel.settle();
      start.set(weights);
      startOutputs.set(outputs);
    },
    restart() {
      weights.set(start);
      outputs.set(startOutputs);
      kernel.closeBlock();
    },
    advance: (steps) => kernel.advanceDirect(steps),
    read(_, { rows, secondLayer }) {
      kernel.settle();
      rows.set(weights);
      secondLayer.set(outputs);
    },
  };
}
