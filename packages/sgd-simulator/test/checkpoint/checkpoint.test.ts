import { RandomStream } from '@crossover/math-core';
import {
  CheckpointRefusedError,
  createEngine,
  drawInitialCondition,
  restoreEngine,
  type EngineName,
  type SimulationModel,
} from '../../src/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sizes = { studentWidth: 3, teacherWidth: 2, inputDimension: 7 };
const model: SimulationModel = {
  ...sizes,
  learningRate: 2,
  noise: 0.01,
  initial: drawInitialCondition({ kind: 'teacher-span' }, sizes, RandomStream.fromKey('checkpoint/start')),
};
const stream = (): RandomStream => RandomStream.fromKey('checkpoint/inputs');
const engines: EngineName[] = ['projected', 'direct'];

function checkpointAfter(name: EngineName, steps: number): Uint8Array {
  const engine = createEngine(name, model, stream());
  engine.advance(steps);
  return engine.checkpoint();
}

describe.each(engines)('a checkpoint of the %s engine', (name) => {
  it('resumes with the bits of a run that never stopped, wherever it is taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 0.01),
        (pieces, noise) => {
          const noisy = { ...model, noise };
          const straight = createEngine(name, noisy, stream());
          straight.advance(pieces.reduce((sum, steps) => sum + steps, 0));
          let engine = createEngine(name, noisy, stream());
          for (const steps of pieces) {
            engine.advance(steps);
            engine = restoreEngine(name, noisy, engine.checkpoint());
          }
          expect(engine.step).toBe(straight.step);
          expect(engine.orderParameters()).toEqual(straight.orderParameters());
          expect(engine.checkpoint()).toEqual(straight.checkpoint());
        },
      ),
      { seed: 5, numRuns: 50 },
    );
  });

  it('is not changed by looking at the run or by taking it', () => {
    const watched = createEngine(name, model, stream());
    for (let step = 0; step < 20; step++) {
      watched.advance(1);
      watched.orderParameters();
      watched.checkpoint();
    }
    expect(watched.checkpoint()).toEqual(checkpointAfter(name, 20));
  });

  it('is restored from bytes at any alignment inside a larger buffer', () => {
    const checkpoint = checkpointAfter(name, 5);
    const larger = new Uint8Array(checkpoint.length + 8);
    larger.set(checkpoint, 3);
    const restored = restoreEngine(name, model, larger.subarray(3, 3 + checkpoint.length));
    expect(restored.checkpoint()).toEqual(checkpoint);
  });

  it('is refused when any single byte is changed', () => {
    const checkpoint = checkpointAfter(name, 5);
    for (let at = 0; at < checkpoint.length; at++) {
      const damaged = checkpoint.slice();
      damaged[at] ^= 0x10;
      expect(() => restoreEngine(name, model, damaged)).toThrow(CheckpointRefusedError);
    }
  });

  it('is refused when it is cut short, extended or something else', () => {
    const checkpoint = checkpointAfter(name, 5);
    const refusal =
      (bytes: Uint8Array): (() => unknown) =>
      () =>
        restoreEngine(name, model, bytes);
    for (const length of [0, 1, 8, 39, 40, 100, checkpoint.length - 1]) {
      expect(refusal(checkpoint.slice(0, length))).toThrow(CheckpointRefusedError);
    }
    expect(refusal(Uint8Array.from([...checkpoint, 0]))).toThrow('its digest does not match');
    expect(refusal(new Uint8Array(500))).toThrow('These 500 bytes are not a checkpoint of an SGD engine');
  });

  it('is refused by another version of the format', () => {
    const checkpoint = checkpointAfter(name, 5);
    checkpoint[4] = 3;
    expect(() => restoreEngine(name, model, checkpoint)).toThrow(
      'format version 3, this software reads version 2',
    );
  });

  it.each<[string, Partial<SimulationModel>, string]>([
    ['learning rate', { learningRate: 2.5 }, 'its learning rate is 2, the run’s is 2.5'],
    ['noise', { noise: 0 }, 'its noise is 0.01, the run’s is 0'],
    ['input dimension', { inputDimension: 8 }, 'its input dimension is 7, the run’s is 8'],
    [
      'initial overlaps',
      { initial: { ...model.initial, Q: model.initial.Q.map((q) => 1.5 * q) } },
      'taken from another start, other networks, another learning rule or other inputs',
    ],
    [
      'student width',
      {
        studentWidth: 2,
        initial: drawInitialCondition({ kind: 'teacher-span' }, { ...sizes, studentWidth: 2 }, stream()),
      },
      'its number of students is 3, the run’s is 2',
    ],
  ])('is refused by a model with another %s', (_, change, message) => {
    const checkpoint = checkpointAfter(name, 5);
    const restore = (): unknown => restoreEngine(name, { ...model, ...change }, checkpoint);
    expect(restore).toThrow(CheckpointRefusedError);
    expect(restore).toThrow(message);
  });

  it('is refused by the other engine', () => {
    const other = name === 'projected' ? 'direct' : 'projected';
    expect(() => restoreEngine(other, model, checkpointAfter(name, 5))).toThrow(
      `its engine is ${name}, the run’s is ${other}`,
    );
  });
});

it('of the projected engine does not grow with the input dimension', () => {
  const wide: SimulationModel = { ...model, inputDimension: 1_000_000 };
  const checkpoint = createEngine('projected', wide, stream()).checkpoint();
  expect(checkpoint.length).toBe(checkpointAfter('projected', 0).length);
  expect(checkpoint.length).toBeLessThan(400);
});
