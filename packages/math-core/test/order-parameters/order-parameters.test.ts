import { describe, expect, it } from 'vitest';
import {
  assertPositiveSemidefinite,
  InvalidArgumentError,
  jointCovariance,
  NotPositiveSemidefiniteError,
  RandomStream,
  type OrderParameters,
} from '../../src/index.ts';
import { teacherSpan } from './overlaps.ts';

describe('jointCovariance', () => {
  it('puts students first, then teachers, and is symmetric', () => {
    const omega = jointCovariance({
      studentWidth: 2,
      teacherWidth: 1,
      Q: Float64Array.of(4, 1, 1, 5),
      M: Float64Array.of(2, 3),
      P: Float64Array.of(6),
    });
    expect(Array.from(omega)).toEqual([4, 1, 2, 1, 5, 3, 2, 3, 6]);
  });

  it.each<[string, Partial<OrderParameters>, string]>([
    ['a wrong size', { Q: new Float64Array(3) }, 'Q has 3 entries; a row-major 2 × 2 matrix has 4'],
    ['a missing teacher', { teacherWidth: 0 }, 'teacherWidth is 0; it must be an integer ≥ 1'],
    ['a fractional width', { studentWidth: 1.5 }, 'studentWidth is 1.5'],
    ['an overlap that is not a number', { M: Float64Array.of(0, NaN) }, 'M holds NaN at row-major index 1'],
  ])('refuses %s', (_, fault, message) => {
    const wellFormed = {
      studentWidth: 2,
      teacherWidth: 1,
      Q: Float64Array.of(1, 0, 0, 1),
      M: new Float64Array(2),
      P: Float64Array.of(1),
    };
    expect(() => jointCovariance({ ...wellFormed, ...fault })).toThrow(InvalidArgumentError);
    expect(() => jointCovariance({ ...wellFormed, ...fault })).toThrow(message);
  });
});

describe('assertPositiveSemidefinite', () => {
  const single = (q: number, m: number, p: number): OrderParameters => ({
    studentWidth: 1,
    teacherWidth: 1,
    Q: Float64Array.of(q),
    M: Float64Array.of(m),
    P: Float64Array.of(p),
  });

  it('accepts full and deficient rank, down to perfect alignment and to nothing', () => {
    assertPositiveSemidefinite(single(1, 0.5, 1));
    assertPositiveSemidefinite(single(1, 1, 1));
    assertPositiveSemidefinite(single(0, 0, 1));
    assertPositiveSemidefinite(teacherSpan(RandomStream.fromKey('span'), 30, 4));
  });

  it('names the eigenvalue of an impossible alignment', () => {
    const impossible = single(1, 1.5, 1);
    try {
      assertPositiveSemidefinite(impossible);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NotPositiveSemidefiniteError);
      expect((error as NotPositiveSemidefiniteError).eigenvalue).toBeCloseTo(-0.5, 14);
      expect((error as Error).message).toMatch(/smallest eigenvalue is -0\.(5|49999)/);
      expect((error as Error).message).toContain('[[1, 1.5], [1.5, 1]]');
    }
  });

  it('draws the line at the stated tolerance', () => {
    assertPositiveSemidefinite(single(1, 1 + 1e-11, 1));
    expect(() => assertPositiveSemidefinite(single(1, 1 + 1e-9, 1))).toThrow(NotPositiveSemidefiniteError);
    assertPositiveSemidefinite(single(1, 1 + 1e-9, 1), 1e-8);
    expect(() => assertPositiveSemidefinite(single(-1e-8, 0, 1))).toThrow(NotPositiveSemidefiniteError);
  });

  it('refuses overlaps that are not symmetric', () => {
    const skew = { ...teacherSpan(RandomStream.fromKey('skew'), 2, 2), P: Float64Array.of(1, 0.1, 0.2, 1) };
    expect(() => assertPositiveSemidefinite(skew)).toThrow(
      'Ω is not symmetric: entry (3, 2) is 0.2, entry (2, 3) is 0.1',
    );
  });
});
