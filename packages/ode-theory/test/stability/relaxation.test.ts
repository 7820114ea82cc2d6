import { describe, expect, it } from 'vitest';
import { relax } from '../../src/stability/relaxation.ts';

const options = { tolerance: 1e-14, firstStep: 1, maximalSteps: 300 };

describe('following a flow to where it rests', () => {
  it('ends in the attractor whose basin it starts in, to rounding', () => {
    // y' = y − y³ with a slow second direction: attractors ±1, saddle 0.
    const field = (y: Float64Array, f: Float64Array) => {
      f[0] = y[0] - y[0] ** 3;
      f[1] = -1e-4 * (y[1] - y[0]);
    };
    for (const [start, end] of [
      [1e-3, 1],
      [-1e-3, -1],
      [3, 1],
    ]) {
      const { state, converged, time } = relax(field, Float64Array.of(start, 0), options);
      expect(converged).toBe(true);
      expect(state[0]).toBeCloseTo(end, 14);
      expect(state[1]).toBeCloseTo(end, 12);
      expect(time).toBeGreaterThan(1e4);
    }
  });

  it('leaves a saddle that it starts beside, and stays on one that it starts on', () => {
    const field = (y: Float64Array, f: Float64Array) => {
      f[0] = 0.01 * (y[0] - y[0] ** 3);
      f[1] = -y[1];
    };
    expect(relax(field, Float64Array.of(1e-9, 1), options).state[0]).toBeCloseTo(1, 14);
    const { state } = relax(field, Float64Array.of(0, 1), options);
    expect(state[0]).toBe(0);
    expect(Math.abs(state[1])).toBeLessThan(1e-14);
  });

  it('is not hindered by directions in which nothing happens', () => {
    const field = (y: Float64Array, f: Float64Array) => {
      f[0] = -(y[0] + y[1] - 1);
      f[1] = -(y[0] + y[1] - 1);
    };
    const { state, converged } = relax(field, Float64Array.of(3, 1), options);
    expect(converged).toBe(true);
    // The flow keeps y₀ − y₁.
    expect(state[0]).toBeCloseTo(1.5, 12);
    expect(state[1]).toBeCloseTo(-0.5, 12);
  });

  it('follows an algebraic approach in a number of steps that grows with the logarithm of time', () => {
    const field = (y: Float64Array, f: Float64Array) => {
      f[0] = -(y[0] ** 3);
    };
    const { state, converged, steps, time } = relax(field, Float64Array.of(1), options);
    expect(converged).toBe(true);
    expect(Math.abs(state[0])).toBeLessThan(3e-5); // its cube is below the tolerance
    expect(time).toBeGreaterThan(1e8);
    expect(steps).toBeLessThan(150);
  });

  it('says where it had got to when the flow does not rest', () => {
    const field = (_y: Float64Array, f: Float64Array) => {
      f[0] = 1;
    };
    const { state, converged, residual, time } = relax(field, Float64Array.of(0), {
      ...options,
      onStep: (y) => y[0] < 1e3,
    });
    expect(converged).toBe(false);
    expect(residual).toBe(1);
    expect(state[0]).toBeGreaterThanOrEqual(1e3);
    expect(state[0] / time).toBeCloseTo(1, 12);
  });
});
