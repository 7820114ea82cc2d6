import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erfActivation, linearActivation, quadraticActivation, reluActivation } from '../src/index.ts';

const activations = [erfActivation, linearActivation, quadraticActivation, reluActivation];

describe.each(activations)('the activation $name', (activation) => {
  it('has the derivative of its value', () => {
    const step = 1e-5;
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (z) => {
        fc.pre(activation.name !== 'relu' || Math.abs(z) > step);
        const difference = (activation.value(z + step) - activation.value(z - step)) / (2 * step);
        // Third derivatives are at most 2, so the central difference errs by 2 step²/6 and by rounding/step.
        expect(Math.abs(activation.derivative(z) - difference)).toBeLessThan(5e-10);
      }),
    );
  });
});

it('erf saturates at ±1 and has slope √(2/π) at 0', () => {
  expect(erfActivation.value(40)).toBe(1);
  expect(erfActivation.value(-40)).toBe(-1);
  expect(erfActivation.derivative(0)).toBe(Math.sqrt(2 / Math.PI));
});

it('relu is 0 with slope 0 at its kink', () => {
  expect(reluActivation.value(0)).toBe(0);
  expect(reluActivation.derivative(0)).toBe(0);
});
