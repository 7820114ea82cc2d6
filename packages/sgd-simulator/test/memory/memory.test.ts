import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { createEngine, drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { blockSamples } from '../../src/direct-engine/block-samples.ts';
import { configureKernel } from '../../src/kernel/configure-kernel.ts';
import { instantiateKernel, type SimulatorKernel } from '../../src/kernel/simulator-kernel.ts';
import { completeModel, fieldCount } from '../../src/model/complete-model.ts';

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** WebAssembly's memory grows by pages of this size. */
const PAGE = 65_536;

function modelOf(p: number, k: number, d: number, options: Partial<SimulationModel> = {}): SimulationModel {
  const sizes = { studentWidth: p, teacherWidth: k, inputDimension: d };
  const initial = drawInitialCondition({ kind: 'teacher-span' }, sizes, RandomStream.fromKey('memory'));
  return { ...sizes, learningRate: p, noise: 0.01, initial, ...options };
}

/** Bytes of a kernel's memory beyond its tables, once `reserve` has reserved an engine's state. */
function bytesReserved(model: SimulationModel, reserve: (kernel: SimulatorKernel) => void): number {
  const kernel = instantiateKernel();
  const before = kernel.memory.buffer.byteLength;
  configureKernel(kernel, completeModel(model));
  reserve(kernel);
  return kernel.memory.buffer.byteLength - before;
}

function bytesOfReplica(model: SimulationModel): number {
  const pairs = 500;
  const reserved = bytesReserved(model, (kernel) => {
    kernel.reserveProjectedEngine(pairs, model.inputDimension - fieldCount(model));
  });
  return reserved / (2 * pairs);
}

function bytesOfDirect(model: SimulationModel): number {
  const { inputDimension, teacherWidth } = model;
  return bytesReserved(model, (kernel) => {
    kernel.reserveDirect(inputDimension, teacherWidth, blockSamples(completeModel(model)), 0);
  });
}

/**
 * What the kernel holds: `copies` of W; the inputs of the block under way and those of the block before, whose changes go into the
 * weights in the same pass that reads these for the next fields; and vectors over the students, of the fields and changes of each
 * sample and of the sample at hand.
 */
function bytesHeld(model: SimulationModel, copies: number): number {
  const { studentWidth: p, inputDimension: d } = model;
  const b = blockSamples(completeModel(model));
  return BYTES * ((copies * p + 2 * b) * d + (4 * b + 8) * p) + 4 * PAGE;
}

describe('the projected engine', () => {
  it.each([
    [8, 4, 12],
    [8, 4, 10_000_000],
    [16, 4, 1000],
    [64, 4, 1000],
    [100, 4, 1000],
  ])('needs O(p²) bytes a replica, whatever d is: p = %i, k = %i, d = %i', (p, k, d) => {
    // A, the triangle L D, a; the stream; what all replicas share is a page or two.
    const state = p * k + (p * (p + 1)) / 2 + p;
    expect(bytesOfReplica(modelOf(p, k, d))).toBeLessThan(1.05 * BYTES * state + 32 + (4 * PAGE) / 1000);
  });

  it('needs more for lazy training only by the students that it starts from', () => {
    const [p, k] = [16, 4];
    const state = p * (k + p) + (p * (p + 1)) / 2 + p;
    const lazy = modelOf(p, k, 1000, { training: 'lazy' });
    expect(bytesOfReplica(lazy)).toBeLessThan(1.05 * BYTES * state + 32 + (4 * PAGE) / 1000);
  });

  it.each([
    [4, 4, 600],
    [8, 4, 1000],
    [16, 4, 2500],
    [32, 4, 6000],
  ])('leaves checkpoints of a few kilobytes: p = %i, k = %i, below %i bytes', (p, k, bytes) => {
    for (const d of [p + k, 1000, 10_000_000]) {
      const engine = createEngine('projected', modelOf(p, k, d), RandomStream.fromKey('memory'));
      engine.advance(3);
      expect(engine.checkpoint().length).toBeLessThan(bytes);
    }
  });
});

describe('the direct engine', () => {
  it.each([
    [8, 4, 100_000],
    [32, 4, 30_000],
    [100, 4, 1000],
    [1000, 4, 100],
    [1000, 4, 1000],
    [64, 64, 10_000],
  ])('holds W once and two blocks of inputs: p = %i, k = %i, d = %i', (p, k, d) => {
    const model = modelOf(p, k, d);
    expect(bytesOfDirect(model)).toBeLessThan(bytesHeld(model, 1));
  });

  it('holds W twice for lazy training, as it needs the initial weights', () => {
    const lazy = modelOf(32, 4, 30_000, { training: 'lazy' });
    expect(bytesOfDirect(lazy)).toBeLessThan(bytesHeld(lazy, 2));
  });

  it.each([
    [10, 1],
    [20, 1],
    [31, 1],
    [50, 4],
    [100, 4],
  ])('holds less than 1.1 W and a block from p = 10 b on: p = %i, b = %i', (p, b) => {
    const d = 30_000;
    const model = modelOf(p, 4, d);
    expect(blockSamples(completeModel(model))).toBe(b);
    expect(bytesOfDirect(model)).toBeLessThan(BYTES * (1.1 * p + b) * d + 4 * PAGE);
  });
});
