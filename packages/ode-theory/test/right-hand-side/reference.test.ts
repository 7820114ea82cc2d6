import { describe, expect, it } from 'vitest';
import { drift } from '../support/drift.ts';
import { flat, reference, startOf, weightsOf } from '../support/reference.ts';

describe('the right-hand side agrees with independent programs to 1e-13', () => {
  it.each(Object.entries(reference.rhs))('%s', (_, given) => {
    const { dQ, dM } = drift(startOf(given), weightsOf(given), given.noise);
    flat(given.dQdt).forEach((expected, index) => expect(Math.abs(dQ[index] - expected)).toBeLessThan(1e-13));
    flat(given.dMdt).forEach((expected, index) => expect(Math.abs(dM[index] - expected)).toBeLessThan(1e-13));
  });

  it('covers three regimes, two learning rates and label noise', () => {
    expect(Object.keys(reference.rhs)).toHaveLength(48);
  });
});
