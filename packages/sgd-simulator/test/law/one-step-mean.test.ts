import { beforeAll, describe, expect, it } from 'vitest';
import { driftByQuadrature } from './drift-by-quadrature.ts';
import { meanDrift } from './mean-drift.ts';
import { expectations, type MeanChange } from './mean-changes.ts';
import { cases, deviation, preciseCases, sampleCase, STANDARD_ERRORS, worst } from './one-step-cases.ts';

/*
 * Means over steps with draws of the kernels' own, with which their normals, χ² and Bartlett's factors are tested too: to 0.1 %
 * for ΔM of the plain model, to about 1 % for ΔQ and other options, 3 % for ReLU and 15 % for ΔQ of squares.
 * one-step-quadrature.test.ts chooses the draws and sees 0.1 % of every entry for every option.
 */

/** Steps with which four standard errors of the sum over M are 0.1 % of the drift, thanks to control variates. */
const MANY_DRAWS = 200_000;
/** Steps for the other options; `npm run test:slow` takes a hundred times as many. */
const DRAWS = 40_000;

const engines = ['projected', 'direct'] as const;

describe.each(engines)('the mean of one step of the %s engine', (name) => {
  it.each(Object.keys(cases))('is the exact one: %s', (label) => {
    const most = worst(sampleCase(name, label, cases[label], DRAWS));
    expect(deviation(most), most.what).toBeLessThan(STANDARD_ERRORS);
  });

  describe.each(Object.keys(preciseCases))('at %s', (label) => {
    let changes: MeanChange[];
    beforeAll(() => {
      changes = sampleCase(name, label, preciseCases[label], MANY_DRAWS);
    }, 60_000);
    const together = (): MeanChange => changes.find(({ what }) => what === 'ΔM together')!;

    it('is the exact one', () => {
      expect(deviation(worst(changes)), worst(changes).what).toBeLessThan(STANDARD_ERRORS);
    });

    it('is known to 0.1 %: that much is four standard errors, and twice as much is seen', () => {
      const { error, expected } = together();
      expect(STANDARD_ERRORS * error).toBeLessThan(1e-3 * Math.abs(expected));
      for (const factor of [0.998, 1.002]) {
        expect(deviation({ ...together(), expected: factor * expected })).toBeGreaterThan(STANDARD_ERRORS);
      }
    });

    it('is told apart from the leading order in 1/d', () => {
      const { model } = preciseCases[label];
      const leading = expectations(model, meanDrift(model, 0));
      const wrong = leading.map(({ expected }, index) => ({ ...changes[index], expected }));
      expect(deviation(worst(wrong))).toBeGreaterThan(2 * STANDARD_ERRORS);
    });
  });
});

/**
 * A projected kernel for d + 1 with the rate γ (d + 1)/d is wrong for d in nothing but the degrees of freedom of the inputs'
 * part outside the fields.
 */
it.each(Object.keys(preciseCases))('a wrong number of degrees of freedom is seen at %s', (label) => {
  const { model, drift } = preciseCases[label];
  const { inputDimension: d, learningRate } = model;
  const wrong = { ...model, inputDimension: d + 1, learningRate: (learningRate * (d + 1)) / d };
  const changes = sampleCase('projected', label, { model: wrong, stepsBefore: 0, drift }, DRAWS);
  expect(deviation(worst(changes))).toBeGreaterThan(2 * STANDARD_ERRORS);
});

/** Two ways to the right-hand side that have nothing in common but the model. */
it.each(['linear', 'quadratic', 'hermite2', 'erf'] as const)(
  'the closed forms of %s agree with quadrature over one student and one teacher',
  (activation) => {
    const { model: plain } = cases['lazy, later'];
    const model = {
      ...plain,
      activation,
      teacherActivation: activation,
      training: 'full' as const,
      batchSize: 3,
      weightDecay: 0.1,
      secondLayer: { student: Float64Array.of(1.3), teacher: Float64Array.of(0.6), learningRate: 0.2 },
    };
    const [q, m, t] = [model.initial.Q[0], model.initial.M[0], model.initial.P[0]];
    const students = Float64Array.of(m / Math.sqrt(t), Math.sqrt(q - (m * m) / t));
    const teachers = Float64Array.of(Math.sqrt(t), 0);
    const { student: secondLayer } = model.secondLayer;
    const position = { columns: 2, students, initialStudents: students, teachers, secondLayer };
    const found = driftByQuadrature(model, position);
    const expected = meanDrift(model);
    expect(found.M[0]).toBeCloseTo(expected.M[0], 7);
    expect(found.Q[0]).toBeCloseTo(expected.Q[0], 7);
    expect(found.secondLayer[0]).toBeCloseTo(expected.secondLayer[0], 7);
  },
);
