import { beforeAll, describe, expect, it } from 'vitest';
import { compareMeans, firstStepModels, firstSteps, largest, STANDARD_ERRORS } from './one-step-cases.ts';
import { meanDrift, type MeanDrift } from './mean-drift.ts';
import type { Sums } from './first-steps.ts';

/** Draws that show an error of a few per mille; `npm run test:slow` takes as many for every option as are taken here for one. */
const DRAWS = 1_000_000;
/** Draws with which four standard errors of the best known component are 0.1 % of it. */
const MANY_DRAWS = 24_000_000;
const PRECISE = 'd = 6';

const engines = ['projected', 'direct'] as const;

describe.each(engines)('the mean of one step of the %s engine', (name) => {
  it.each(Object.keys(firstStepModels).filter((option) => option !== PRECISE))(
    'is the exact one: %s',
    (option) => {
      const comparisons = compareMeans(firstSteps(name, option, DRAWS), meanDrift(firstStepModels[option]));
      expect(largest(comparisons).z, largest(comparisons).what).toBeLessThan(STANDARD_ERRORS);
    },
  );
});

describe.each(engines)(
  'the mean of one step of the %s engine at d = 6, to one part in a thousand',
  (name) => {
    const model = firstStepModels[PRECISE];
    let sums: Sums;
    beforeAll(() => {
      sums = firstSteps(name, PRECISE, MANY_DRAWS);
    }, 120_000);
    const scaled = ({ M, Q, secondLayer }: MeanDrift, factor: number): MeanDrift => ({
      M: M.map((value) => factor * value),
      Q: Q?.map((value) => factor * value),
      secondLayer,
    });

    it('is the exact one', () => {
      const comparisons = compareMeans(sums, meanDrift(model));
      expect(largest(comparisons).z, largest(comparisons).what).toBeLessThan(STANDARD_ERRORS);
      expect(Math.min(...comparisons.map(({ resolution }) => resolution))).toBeLessThan(1e-3);
    });

    it('is told apart from one that is 0.25 % larger or smaller', () => {
      for (const factor of [0.9975, 1.0025]) {
        const wrong = scaled(meanDrift(model), factor);
        expect(largest(compareMeans(sums, wrong)).z).toBeGreaterThan(2 * STANDARD_ERRORS);
      }
    });

    it('is told apart from the leading order in 1/d', () => {
      expect(largest(compareMeans(sums, meanDrift(model, 0))).z).toBeGreaterThan(5 * STANDARD_ERRORS);
    });
  },
);
