import { describe, expect, it } from 'vitest';
import { jacobian, packState } from '../../src/index.ts';
import { uncheckedRightHandSide } from '../../src/right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../../src/right-hand-side/risk-sensitivity.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';

const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));

describe('the Jacobian by differences', () => {
  it('is right to 1e-12 for functions with a singularity at a distance of ½, and to rounding for polynomials', () => {
    const [a, b] = [0.7, -0.3];
    const found = jacobian(
      (y, f) => {
        f[0] = Math.sqrt(0.5 + a - y[0]) * y[1];
        f[1] = y[0] ** 5 + 3 * y[1];
      },
      Float64Array.of(a, b),
    );
    const root = Math.sqrt(0.5);
    const expected = [(-0.5 * b) / root, root, 5 * a ** 4, 3];
    expected.forEach((value, index) => expect(Math.abs(found[index] - value)).toBeLessThan(2e-12));
  });

  it('shortens its step where the field varies on a small scale, and lengthens it for large entries', () => {
    const found = jacobian(
      (y, f) => {
        f[0] = Math.sin(300 * y[0]);
        f[1] = y[1] ** 3 / 1e8;
      },
      Float64Array.of(0.2, 1e4),
    );
    expect(Math.abs(found[0] / (300 * Math.cos(60)) - 1)).toBeLessThan(1e-11);
    expect(Math.abs(found[3] / 3 - 1)).toBeLessThan(1e-12);
  });

  it('falls back to one side where the other has no value', () => {
    const [found] = jacobian((y, f) => {
      f[0] = y[0] < 0 ? NaN : Math.exp(y[0]);
    }, Float64Array.of(0));
    expect(Math.abs(found - 1)).toBeLessThan(1e-9);
    const [other] = jacobian((y, f) => {
      f[0] = y[0] > 1 ? NaN : y[0] ** 3;
    }, Float64Array.of(1));
    expect(Math.abs(other - 3)).toBeLessThan(1e-9);
  });

  it('is right to 1e-5 where the field is differentiable at the edge of its domain and no more', () => {
    const [found] = jacobian((y, f) => {
      f[0] = y[0] < 0 ? NaN : y[0] - 0.3 * y[0] ** 1.5;
    }, Float64Array.of(0));
    expect(Math.abs(found - 1)).toBeLessThan(1e-5);
  });

  it('is NaN where there is no value on either side', () => {
    const found = jacobian(
      (y, f) => {
        f[0] = y[0] === 0 ? 0 : NaN;
        f[1] = 2 * y[1];
      },
      Float64Array.of(0, 1),
    );
    expect([found[0], found[2]]).toEqual([NaN, NaN]);
    expect(found[3]).toBeCloseTo(2, 12);
  });

  it.each([
    ['inside the cone', genericOverlaps(3, 2, 'jacobian')],
    [
      'on its boundary: students in the span of the teacher, two of them equal',
      overlapsOf(
        [
          [0.6, 0.8],
          [0.6, 0.8],
          [1, 0],
        ],
        identityRows(2),
      ),
    ],
  ])('times the drift is how the drift changes along the trajectory, %s', (_, overlaps) => {
    // A difference along one direction that mixes all columns, with five times the step.
    const model = { ...overlaps, noise: 1e-2 };
    const field = uncheckedRightHandSide(model, { gradient: 1, variance: 0.7 });
    const state = packState(overlaps);
    const size = state.length;
    const matrix = jacobian(field, state);
    const direction = new Float64Array(size);
    field(state, direction);
    const along = (s: number): Float64Array => {
      const value = new Float64Array(size);
      field(
        state.map((entry, index) => entry + s * direction[index]),
        value,
      );
      return value;
    };
    const h = 1e-2;
    const [a, b, c, d, e, g] = [1, -1, 2, -2, 3, -3].map((m) => along(m * h));
    const expected = a.map(
      (_value, x) => (45 * (a[x] - b[x]) - 9 * (c[x] - d[x]) + (e[x] - g[x])) / (60 * h),
    );
    const found = expected.map((_value, x) =>
      direction.reduce((sum, entry, y) => sum + matrix[x * size + y] * entry, 0),
    );
    expect(largest(found.map((value, x) => value - expected[x]))).toBeLessThan(1e-11);
  });

  it('of the risk agrees with its analytic gradient', () => {
    const overlaps = genericOverlaps(3, 2, 'risk-gradient');
    const risk = riskSensitivity({ ...overlaps, noise: 0 });
    const state = packState(overlaps);
    const gradient = new Float64Array(state.length);
    const scratch = new Float64Array(state.length);
    risk(state, gradient);
    const found = jacobian((y, f) => {
      f.fill(0);
      f[0] = risk(y, scratch);
    }, state);
    gradient.forEach((value, y) => expect(Math.abs(found[y] - value)).toBeLessThan(1e-12));
  });
});
