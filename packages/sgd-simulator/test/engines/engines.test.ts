import { populationRisk, RandomStream, type OrderParameters } from '@crossover/math-core';
import {
  chooseEngine,
  createEngine,
  drawInitialCondition,
  type EngineName,
  type SimulationModel,
} from '../../src/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestDifference, spectrum } from '../matrices.ts';
import { spanModel } from './span-model.ts';

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
});

describe('the engine that auto means', () => {
  it('is for few students the projected one wherever it applies', () => {
    const choose = (inputDimension: number, training: 'full' | 'lazy' = 'full'): EngineName =>
      chooseEngine({ studentWidth: 8, teacherWidth: 4, inputDimension, training });
    expect([1, 11, 12, 1000].map((d) => choose(d))).toEqual(['direct', 'direct', 'projected', 'projected']);
    expect([19, 200].map((d) => choose(d, 'lazy'))).toEqual(['direct', 'projected']);
  });

  it('is for many students the one with the cheaper step', () => {
    const choose = (inputDimension: number): EngineName =>
      chooseEngine({ studentWidth: 100, teacherWidth: 4, inputDimension });
    expect([104, 110, 400, 10_000].map(choose)).toEqual(['direct', 'direct', 'projected', 'projected']);
  });

  it.each(['spectrum', 'given'] as const)('is the direct one for %s inputs', (kind) => {
    const numbers = new Float64Array(1000).fill(1);
    const inputs =
      kind === 'spectrum' ? ({ kind, eigenvalues: numbers } as const) : ({ kind, rows: numbers } as const);
    expect(chooseEngine({ studentWidth: 2, teacherWidth: 2, inputDimension: 1000, inputs })).toBe('direct');
  });
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
