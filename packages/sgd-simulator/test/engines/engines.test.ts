import {
  NotPositiveSemidefiniteError,
  populationRisk,
  RandomStream,
  type OrderParameters,
} from '@crossover/math-core';
import {
  chooseEngine,
  createEngine,
  drawInitialCondition,
  EngineRefusedError,
  InvalidModelError,
  OverlapOverflowError,
  type EngineName,
  type SimulationModel,
} from '../../src/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestDifference, spectrum } from '../matrices.ts';

const engines: EngineName[] = ['projected', 'direct'];
const stream = (): RandomStream => RandomStream.fromKey('engines/inputs');

const anyModel = fc
  .record({
    studentWidth: fc.integer({ min: 1, max: 9 }),
    teacherWidth: fc.integer({ min: 1, max: 5 }),
    spare: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom('teacher-span' as const, 'sphere' as const),
    noise: fc.constantFrom(0, 0.05),
    seed: fc.integer(),
  })
  .map(({ studentWidth, teacherWidth, spare, kind, noise, seed }): SimulationModel => {
    const sizes = { studentWidth, teacherWidth, inputDimension: studentWidth + teacherWidth + spare };
    const initial = drawInitialCondition({ kind }, sizes, RandomStream.fromKey(`engines/start/${seed}`));
    return { ...sizes, learningRate: 1.5 * studentWidth, noise, initial };
  });

function spanModel(overrides: Partial<SimulationModel> = {}): SimulationModel {
  const sizes = { studentWidth: 3, teacherWidth: 2, inputDimension: 20 };
  const initial = drawInitialCondition(
    { kind: 'teacher-span' },
    sizes,
    RandomStream.fromKey('engines/start'),
  );
  return { ...sizes, learningRate: 3, noise: 0.01, initial, ...overrides };
}

describe.each(engines)('the %s engine', (name) => {
  it('starts at Ω⁰, for every size from 1 × 1 to 9 × 5', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const engine = createEngine(name, model, stream());
        expect(engine.name).toBe(name);
        expect(engine.step).toBe(0);
        const { studentWidth, teacherWidth, Q, M, P } = engine.orderParameters();
        expect([studentWidth, teacherWidth]).toEqual([model.studentWidth, model.teacherWidth]);
        expect(largestDifference(Q, model.initial.Q)).toBeLessThan(1e-14);
        expect(largestDifference(M, model.initial.M)).toBeLessThan(1e-14);
        expect(P).toEqual(model.initial.P);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('takes the same path however a run is cut into calls', () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }), (model, pieces) => {
        const whole = createEngine(name, model, stream());
        whole.advance(pieces.reduce((sum, steps) => sum + steps, 0));
        const cut = createEngine(name, model, stream());
        for (const steps of pieces) cut.advance(steps);
        expect(cut.checkpoint()).toEqual(whole.checkpoint());
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('keeps Q exactly symmetric, P untouched and Ω positive semidefinite', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const engine = createEngine(name, model, stream());
        engine.advance(300);
        const overlaps = engine.orderParameters();
        const p = model.studentWidth;
        overlaps.Q.forEach((entry, index) => {
          expect(overlaps.Q[(index % p) * p + Math.floor(index / p)]).toBe(entry);
        });
        expect(overlaps.P).toEqual(model.initial.P);
        const { smallest, largest } = spectrum(overlaps);
        expect(smallest).toBeGreaterThan(-1e-14 * largest);
      }),
      { seed: 8, numRuns: 50 },
    );
  });

  it('rests where the student is the teacher and labels carry no noise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer(),
        (k, spare, seed) => {
          const inputDimension = 2 * k + spare;
          const { P } = drawInitialCondition(
            { kind: 'gaussian', standardDeviation: 1 },
            { studentWidth: 1, teacherWidth: k, inputDimension },
            RandomStream.fromKey(`engines/fixed point/${seed}`),
          );
          const initial: OrderParameters = { studentWidth: k, teacherWidth: k, Q: P, M: P, P };
          const sizes = { studentWidth: k, teacherWidth: k, inputDimension };
          const engine = createEngine(name, { ...sizes, learningRate: k, noise: 0, initial }, stream());
          engine.advance(500);
          const { Q, M } = engine.orderParameters();
          expect(largestDifference(Q, P)).toBeLessThan(1e-13);
          expect(largestDifference(M, P)).toBeLessThan(1e-13);
        },
      ),
      { seed: 9, numRuns: 40 },
    );
  });

  it('does not move at learning rate 0', () => {
    const engine = createEngine(name, spanModel({ learningRate: 0 }), stream());
    const before = engine.orderParameters();
    engine.advance(50);
    expect(largestDifference(engine.orderParameters().Q, before.Q)).toBeLessThan(1e-14);
    expect(largestDifference(engine.orderParameters().M, before.M)).toBeLessThan(1e-14);
  });

  it('draws from a copy of the stream and hands out copies of the overlaps', () => {
    const shared = stream();
    const model = spanModel();
    const engine = createEngine(name, model, shared);
    engine.advance(10);
    expect(shared.serialize()).toEqual(stream().serialize());
    const before = engine.checkpoint();
    const overlaps = engine.orderParameters();
    for (const matrix of [overlaps.Q, overlaps.M, overlaps.P]) matrix.fill(7);
    expect(engine.checkpoint()).toEqual(before);
    expect(engine.orderParameters().P).toEqual(model.initial.P);
  });

  it('learns: without noise two students find two teachers', () => {
    const sizes = { studentWidth: 2, teacherWidth: 2, inputDimension: 20 };
    const initial = drawInitialCondition(
      { kind: 'teacher-span' },
      sizes,
      RandomStream.fromKey('engines/learns'),
    );
    const engine = createEngine(name, { ...sizes, learningRate: 2, noise: 0, initial }, stream());
    const before = populationRisk(engine.orderParameters());
    engine.advance(20_000);
    expect(populationRisk(engine.orderParameters())).toBeLessThan(1e-6 * before);
  });

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

it('chooses the projected engine wherever it applies', () => {
  const choose = (inputDimension: number): EngineName =>
    chooseEngine({ studentWidth: 8, teacherWidth: 4, inputDimension });
  expect([1, 11, 12, 1000].map(choose)).toEqual(['direct', 'direct', 'projected', 'projected']);
});

it('keeps Ω positive semidefinite over a million noiseless steps from inside the teachers’ span', () => {
  const sizes = { studentWidth: 4, teacherWidth: 2, inputDimension: 50 };
  const initial = drawInitialCondition({ kind: 'teacher-span' }, sizes, RandomStream.fromKey('engines/long'));
  const engine = createEngine('projected', { ...sizes, learningRate: 4, noise: 0, initial }, stream());
  for (let part = 0; part < 10; part++) {
    engine.advance(100_000);
    const { smallest, largest } = spectrum(engine.orderParameters());
    expect(smallest).toBeGreaterThan(-1e-14 * largest);
  }
  expect(engine.step).toBe(1_000_000);
});
