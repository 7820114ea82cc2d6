import { logLogRegression } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  COEFFICIENT_COUNT,
  evaluateExtension,
  prepareExtension,
} from '../../src/integrator/continuous-extension.ts';
import { createErrorEstimate } from '../../src/integrator/error-estimate.ts';
import { END_STAGE, STAGE_COUNT, tryStep } from '../../src/integrator/runge-kutta-step.ts';
import { distanceToSwirl, swirl, swirlStart } from '../support/swirl.ts';

const buffers = (count: number) => Array.from({ length: count }, () => new Float64Array(2));

/** Constant steps to t = 1. */
function constantSteps(steps: number): Float64Array {
  const slopes = buffers(STAGE_COUNT);
  const [trial, end] = buffers(2);
  let y = swirlStart();
  for (let step = 0; step < steps; step++) {
    swirl(y, slopes[0]);
    tryStep(swirl, y, 1 / steps, slopes, trial, end);
    y = end.slice();
  }
  return y;
}

/** One step of size h, its error estimate, and the largest error of its continuous extension inside. */
function oneStep(h: number): { estimate: number; inside: number } {
  const slopes = buffers(STAGE_COUNT);
  const [trial, end, looked] = buffers(3);
  const start = swirlStart();
  swirl(start, slopes[0]);
  tryStep(swirl, start, h, slopes, trial, end);
  const estimate = createErrorEstimate(2, { relative: 0, absolute: 1 }, null)(start, end, h, slopes);
  swirl(end, slopes[END_STAGE]);
  const coefficients = buffers(COEFFICIENT_COUNT);
  prepareExtension(swirl, start, end, h, slopes, trial, coefficients);
  let inside = 0;
  for (const theta of [0.1, 0.25, 0.4, 0.6, 0.75, 0.9]) {
    evaluateExtension(start, coefficients, theta, looked);
    inside = Math.max(inside, distanceToSwirl(looked, theta * h));
  }
  return { estimate, inside };
}

describe('Dormand–Prince 8(5,3), by log–log regression on a problem with a known solution', () => {
  it('has order 8 in the step size', () => {
    // Down to errors of 10⁻¹³, a thousand units of rounding.
    const counts = [6, 7, 8, 9, 10, 12, 14];
    const errors = counts.map((steps) => distanceToSwirl(constantSteps(steps), 1));
    const { slope } = logLogRegression(
      counts.map((steps) => 1 / steps),
      errors,
    );
    expect(Math.abs(slope - 8)).toBeLessThan(0.1);
  });

  // Its h⁸ term is small beside the h⁹ term at steps whose error is above rounding, hence the wide window.
  it('has a continuous extension of order 7: its error inside one step is of order h⁸', () => {
    const sizes = [0.3, 0.25, 0.2, 0.15, 0.12, 0.1];
    const { slope } = logLogRegression(
      sizes,
      sizes.map((h) => oneStep(h).inside),
    );
    expect(slope).toBeGreaterThan(7.6);
    expect(slope).toBeLessThan(9.2);
  });

  it('estimates an error that behaves like h⁸', () => {
    const sizes = [0.3, 0.25, 0.2, 0.15, 0.12, 0.1];
    const { slope } = logLogRegression(
      sizes,
      sizes.map((h) => oneStep(h).estimate),
    );
    expect(slope).toBeGreaterThan(7.6);
    expect(slope).toBeLessThan(9.2);
  });

  it('joins its continuous extension smoothly to both ends of the step', () => {
    const slopes = buffers(STAGE_COUNT);
    const [trial, end, near, slope] = buffers(4);
    const start = swirlStart();
    const h = 0.3;
    swirl(start, slopes[0]);
    tryStep(swirl, start, h, slopes, trial, end);
    swirl(end, slopes[END_STAGE]);
    const coefficients = buffers(COEFFICIENT_COUNT);
    prepareExtension(swirl, start, end, h, slopes, trial, coefficients);
    evaluateExtension(start, coefficients, 0, near);
    expect(near).toEqual(start);
    evaluateExtension(start, coefficients, 1, near);
    for (const x of [0, 1]) expect(Math.abs(near[x] - end[x])).toBeLessThan(1e-15);
    const step = 1e-4;
    for (const [theta, inward, state] of [
      [0, 1, start],
      [1, -1, end],
    ] as const) {
      swirl(state, slope);
      evaluateExtension(start, coefficients, theta + inward * step, near);
      // y(θ ± s) − y(θ) = ± s h y' + O(s²)
      for (const x of [0, 1]) {
        expect(Math.abs((near[x] - state[x]) / (inward * step * h) - slope[x])).toBeLessThan(1e-3);
      }
    }
  });
});
