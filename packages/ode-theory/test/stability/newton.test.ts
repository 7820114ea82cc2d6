import { describe, expect, it } from 'vitest';
import { newton } from '../../src/index.ts';

describe("Newton's iteration", () => {
  it('finds a simple zero to rounding, in few iterations', () => {
    const { state, residual, converged, iterations } = newton(
      (y, f) => {
        f[0] = y[0] * y[0] + y[1] - 3;
        f[1] = y[0] - y[1] + 1;
      },
      Float64Array.of(2, 1),
    );
    expect(state[0]).toBeCloseTo(1, 14);
    expect(state[1]).toBeCloseTo(2, 14);
    expect(converged).toBe(true);
    expect(residual).toBeLessThan(1e-15);
    expect(iterations).toBeLessThanOrEqual(8);
  });

  it('finds the nearby member of a family of zeros, where the Jacobian is singular', () => {
    const { state, converged } = newton(
      (y, f) => {
        f[0] = y[0] * (y[0] * y[0] + y[1] * y[1] - 1);
        f[1] = y[1] * (y[0] * y[0] + y[1] * y[1] - 1);
      },
      Float64Array.of(0.9, 1.2),
    );
    expect(converged).toBe(true);
    expect(state[0]).toBeCloseTo(0.6, 12);
    expect(state[1]).toBeCloseTo(0.8, 12);
  });

  it('closes in on a double zero, if only by halves', () => {
    const { state, converged, iterations } = newton(
      (y, f) => {
        f[0] = (y[0] - 1) ** 2;
      },
      Float64Array.of(2),
      { tolerance: 1e-12 },
    );
    expect(converged).toBe(true);
    expect(Math.abs(state[0] - 1)).toBeLessThan(1e-6);
    expect(iterations).toBeGreaterThan(10);
  });

  it('does not overshoot where full steps would diverge, nor leave the domain', () => {
    const flat = newton((y, f) => {
      f[0] = Math.atan(y[0] - 3);
    }, Float64Array.of(10));
    expect(flat.state[0]).toBeCloseTo(3, 14);
    const bounded = newton((y, f) => {
      f[0] = y[0] <= 0 ? NaN : Math.log(y[0]);
    }, Float64Array.of(8));
    expect(bounded.state[0]).toBeCloseTo(1, 14);
  });

  it('says so when it ends where there is no zero', () => {
    const { converged, residual, state } = newton((y, f) => {
      f[0] = y[0] * y[0] + 0.25;
    }, Float64Array.of(1));
    expect(converged).toBe(false);
    expect(residual).toBeCloseTo(0.25 + state[0] ** 2, 12);
    expect(Math.abs(state[0])).toBeLessThan(0.1);
  });
});
