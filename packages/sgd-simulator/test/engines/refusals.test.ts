import { NotPositiveSemidefiniteError, RandomStream, type OrderParameters } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  createEngine,
  drawInitialCondition,
  EngineRefusedError,
  InvalidModelError,
  OverlapOverflowError,
  type EngineName,
  type SimulationModel,
} from '../../src/index.ts';
import { spectrum } from '../matrices.ts';
import { spanModel } from './span-model.ts';

const engines: EngineName[] = ['projected', 'direct'];
const stream = (): RandomStream => RandomStream.fromKey('engines/inputs');

describe.each(engines)('the %s engine', (name) => {
  it.each<[string, Partial<SimulationModel>, RegExp]>([
    ['a fractional width', { studentWidth: 2.5 }, /studentWidth is 2.5; it must be an integer from 1/],
    ['no teacher', { teacherWidth: 0 }, /teacherWidth is 0/],
    ['a negative dimension', { inputDimension: -20 }, /inputDimension is -20/],
    ['a negative rate', { learningRate: -1 }, /learningRate is -1; it must be a finite number ≥ 0/],
    ['an infinite rate', { learningRate: Infinity }, /learningRate is Infinity/],
    ['a noise that is no number', { noise: NaN }, /noise is NaN/],
    [
      'overlaps of other widths',
      { studentWidth: 4 },
      /overlaps are those of 3 students and 2 teachers, the model has 4/,
    ],
    [
      'an asymmetric Q',
      { initial: { ...spanModel().initial, Q: Float64Array.from([1, 0, 0, 0.5, 1, 0, 0, 0, 1]) } },
      /Q is not symmetric: entry \(1, 0\) is 0.5 but entry \(0, 1\) is 0/,
    ],
  ])('refuses %s', (_, overrides, message) => {
    const create = (): unknown => createEngine(name, spanModel(overrides), stream());
    expect(create).toThrow(InvalidModelError);
    expect(create).toThrow(message);
  });

  it('refuses an Ω⁰ that is no covariance, with the eigenvalue', () => {
    const initial: OrderParameters = {
      studentWidth: 1,
      teacherWidth: 1,
      Q: Float64Array.of(1),
      M: Float64Array.of(1.25),
      P: Float64Array.of(1),
    };
    const create = (): unknown =>
      createEngine(name, spanModel({ studentWidth: 1, teacherWidth: 1, initial }), stream());
    expect(create).toThrow(NotPositiveSemidefiniteError);
    expect(create).toThrow(/eigenvalue is -0\.(25|24999999)/);
  });

  it('refuses a number of steps that is none', () => {
    const engine = createEngine(name, spanModel(), stream());
    for (const steps of [-1, 0.5, NaN, Infinity]) {
      expect(() => engine.advance(steps)).toThrow(`advance was asked for ${steps} steps`);
    }
    expect(engine.step).toBe(0);
  });

  it('says so when the overlaps leave the range of numbers', () => {
    const engine = createEngine(name, spanModel({ learningRate: 1e200, noise: 1e300 }), stream());
    engine.advance(3);
    expect(() => engine.orderParameters()).toThrow(OverlapOverflowError);
    expect(() => engine.orderParameters()).toThrow('no longer finite after 3 steps at learning rate 1e+200');
  });
});

describe('what the engines cannot do', () => {
  it('projected: fewer dimensions than fields', () => {
    const create = (): unknown => createEngine('projected', spanModel({ inputDimension: 4 }), stream());
    expect(create).toThrow(EngineRefusedError);
    expect(create).toThrow('at least p + k = 3 + 2 = 5; it is 4. Use the direct engine');
  });

  it('direct: fewer dimensions than the overlaps span', () => {
    const initial = drawInitialCondition({ kind: 'sphere' }, spanModel(), stream());
    const create = (inputDimension: number): unknown =>
      createEngine('direct', spanModel({ initial, inputDimension }), stream());
    expect(() => create(4)).toThrow(EngineRefusedError);
    expect(() => create(4)).toThrow('span 5 dimensions and cannot be those of weights in 4 dimensions');
    expect(() => create(5)).not.toThrow();
  });

  it('direct: takes overlaps of any widths as long as they fit, down to one dimension', () => {
    const sizes = { studentWidth: 6, teacherWidth: 3, inputDimension: 1 };
    const initial = drawInitialCondition({ kind: 'sphere' }, sizes, stream());
    const engine = createEngine('direct', { ...sizes, learningRate: 1, noise: 0, initial }, stream());
    engine.advance(100);
    expect(spectrum(engine.orderParameters()).smallest).toBeGreaterThan(-1e-14);
  });
});
