import { describe, expect, it } from 'vitest';
import { noiseFloor, orthonormalNoiseFloor, stationaryRisk } from '../../src/index.ts';
import { noisePlateauOfCopies, smallRateNoisePlateau } from '../../src/phase-diagram/noise-plateau.ts';
import { orthonormalTeacher } from '../../src/phase-diagram/teacher.ts';
import { teacherSpan } from '../support/overlaps.ts';

describe('the plateau that label noise keeps up', () => {
  it('is γΔ/(2π√3 p) for small γ/p and teachers of length 1', () => {
    expect(smallRateNoisePlateau(orthonormalTeacher(4), 0.03, 1e-3)).toBeCloseTo(
      orthonormalNoiseFloor({ ratio: 0.03, noise: 1e-3, teacherWidth: 4 }),
      18,
    );
  });

  it('is the linear response of the perfect student for teachers of other lengths too', () => {
    const teacher = { teacherWidth: 3, P: Float64Array.of(0.5, 0, 0, 0, 1.2, 0, 0, 0, 3) };
    const model = { studentWidth: 3, ...teacher, noise: 1e-2 };
    const response = noiseFloor(model, { gradient: 1, variance: 0.05 });
    expect(smallRateNoisePlateau(teacher, 0.05, 1e-2) / response).toBeCloseTo(1, 8);
  });

  it.each([
    [2, 0.5, 1e-3],
    [2, 3, 1e-2],
    [3, 1, 1e-3],
  ])('is the stationary risk of p = k = %i students at γ/p = %f', (k, ratio, noise) => {
    const initial = teacherSpan(k, k, 'noise-plateau');
    const model = { studentWidth: k, teacherWidth: k, noise, P: initial.P };
    const { risk } = stationaryRisk({ model, weights: { gradient: 1, variance: ratio }, initial });
    expect(noisePlateauOfCopies(k, ratio, noise)! / risk).toBeCloseTo(1, 8);
  });

  it('is a little lower for twice as many students, which separate, by a share that falls with the noise', () => {
    const initial = teacherSpan(4, 2, 'noise-plateau');
    const shares = [1e-4, 1e-5].map((noise) => {
      const model = { studentWidth: 4, teacherWidth: 2, noise, P: initial.P };
      const { risk } = stationaryRisk({ model, weights: { gradient: 1, variance: 1 }, initial });
      return 1 - risk / noisePlateauOfCopies(2, 1, noise)!;
    });
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares[0]).toBeLessThan(0.02);
    // Proportional to Δ up to the next order, which at Δ = 1e-3 was 20 % and is a tenth of that here.
    expect(shares[0] / shares[1]).toBeGreaterThan(9.5);
    expect(shares[0] / shares[1]).toBeLessThan(10.5);
  });

  it('exists below the critical ratio only, and is nothing without noise', () => {
    expect(noisePlateauOfCopies(4, 4.9, 1e-3)).toBeGreaterThan(0);
    expect(noisePlateauOfCopies(4, 5.1, 1e-3)).toBeNull();
    expect(noisePlateauOfCopies(4, 1, 0)).toBe(0);
    expect(noisePlateauOfCopies(17, 1, 1e-3)).toBeNull();
  });
});
