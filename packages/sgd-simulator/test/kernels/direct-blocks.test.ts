import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  createEngine,
  drawInitialCondition,
  InputsExhaustedError,
  type Inputs,
  type SimulationModel,
} from '../../src/index.ts';
import { normals } from '../matrices.ts';
import { compareWithOracle } from './comparison.ts';
import { options } from './options.ts';

/** What the direct engine alone can be fed with. */
const inputsOf: Readonly<Record<string, (d: number) => Inputs>> = {
  isotropic: () => ({ kind: 'isotropic' }),
  'with a spectrum': (d) => ({
    kind: 'spectrum',
    eigenvalues: Float64Array.from({ length: d }, (_, j) => (j === 1 ? 0 : 2 / (1 + j))),
  }),
  'given, in several passes': (d) => ({
    kind: 'given',
    rows: normals(5 * d, RandomStream.fromKey('blocks/rows')),
    passes: 7,
  }),
};

function modelOf(p: number, d: number, inputs: Inputs, changed: Partial<SimulationModel>): SimulationModel {
  const sizes = { studentWidth: p, teacherWidth: 3, inputDimension: d };
  // Overlaps of weights in d dimensions; d is smaller than p + k, where the projected engine cannot be.
  const initial = drawInitialCondition({ kind: 'sphere' }, sizes, RandomStream.fromKey(`blocks/${p}/${d}`));
  return { ...sizes, learningRate: 0.8 * p, noise: 0.01, initial, inputs, ...changed };
}

describe.each(Object.keys(inputsOf))('the direct kernel on inputs %s equals its plain oracle', (kind) => {
  it.each(Object.keys(options))('%s: few students, and as many as make blocks of four steps', (option) => {
    for (const p of [1, 2, 5, 63, 64, 65, 66]) {
      for (const d of [7, 12]) {
        compareWithOracle('direct', modelOf(p, d, inputsOf[kind](d), options[option](p, 3)), 1);
      }
    }
  });
});

describe.each([
  ['one by one', 2, 1],
  ['in blocks', 64, 1],
  ['in mini-batches of 3', 2, 3],
])('given inputs taken %s', (_, p, batchSize) => {
  const model = modelOf(p, 6, inputsOf['given, in several passes'](6), { batchSize });
  const steps = Math.floor(35 / batchSize);

  it('last for as many steps as they have rows in all passes', () => {
    const engine = createEngine('direct', model, RandomStream.fromKey('blocks/given'));
    engine.advance(steps);
    expect(engine.step).toBe(steps);
    expect(() => engine.advance(1)).toThrow(InputsExhaustedError);
    expect(engine.step).toBe(steps);
  });

  it('are refused before the first step that they do not suffice for', () => {
    const engine = createEngine('direct', model, RandomStream.fromKey('blocks/given'));
    engine.advance(3);
    const before = engine.checkpoint();
    expect(() => engine.advance(steps)).toThrow(InputsExhaustedError);
    expect(engine.checkpoint()).toEqual(before);
  });
});
