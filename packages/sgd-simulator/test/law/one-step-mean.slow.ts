import { describe, expect, it } from 'vitest';
import { compareMeans, firstStepModels, firstSteps, largest, STANDARD_ERRORS } from './one-step-cases.ts';
import { meanDrift } from './mean-drift.ts';

const DRAWS = 24_000_000;

describe.each(['projected', 'direct'] as const)('the mean of one step of the %s engine', (name) => {
  it.each(Object.keys(firstStepModels))('is the exact one: %s', (option) => {
    const comparisons = compareMeans(firstSteps(name, option, DRAWS), meanDrift(firstStepModels[option]));
    expect(largest(comparisons).z, largest(comparisons).what).toBeLessThan(STANDARD_ERRORS);
  });
});
