import { describe, expect, it } from 'vitest';
import { NoStationaryStateError, scaling, solve, stationaryRisk, weights } from '../../src/index.ts';
import { genericOverlaps, identityRows, overlapsOf, teacherSpan } from '../support/overlaps.ts';

const gradientFlow = { gradient: 1, variance: 0 };

describe('the risk that a trajectory ends at', () => {
  it('is what long integration approaches', () => {
    const initial = genericOverlaps(3, 2, 'stationary-risk');
    const noise = 1e-2;
    const blue = { gradient: 1, variance: 0.5 };
    const { risk, stability } = stationaryRisk({ model: { ...initial, noise }, weights: blue, initial });
    expect(stability.verdict).toBe('stable');
    const time = 12 / -stability.leading;
    const solution = solve({ initial, weights: blue, noise, times: [time] });
    expect(Math.abs(solution.risk[0] / risk - 1)).toBeLessThan(1e-4);
  });

  it('does not depend on how long the trajectory is followed before', () => {
    const initial = teacherSpan(5, 4, 'stationary-risk');
    const [early, late] = [100, 2000].map(
      (followUntil) =>
        stationaryRisk({ model: { ...initial, noise: 0 }, weights: gradientFlow, initial, followUntil }).risk,
    );
    expect(Math.abs(early / late - 1)).toBeLessThan(1e-9);
  });

  it('follows γ, Δ and d through the weights', () => {
    const initial = teacherSpan(2, 2, 'stationary-risk');
    const at = (learningRatePrefactor: number, noise: number, inputDimension: number) => {
      const model = scaling({
        widthPrefactor: 2,
        learningRatePrefactor,
        kappa: 0,
        delta: 0.5,
        inputDimension,
      });
      return stationaryRisk({ model: { ...initial, noise }, weights: weights(model, 'finite'), initial })
        .risk;
    };
    const reference = at(0.1, 1e-3, 1e4);
    expect(at(0.2, 1e-3, 1e4) / reference).toBeCloseTo(2, 2);
    expect(at(0.1, 5e-4, 1e4) / reference).toBeCloseTo(0.5, 2);
    expect(at(0.1, 1e-3, 1e6) / reference).toBeCloseTo(0.1, 3);
  });

  it('of twice as many students as teachers is 0, and the approach, algebraic, is called marginal', () => {
    const initial = teacherSpan(4, 2, 'stationary-risk');
    const { risk, stability, residual } = stationaryRisk({
      model: { ...initial, noise: 0 },
      weights: gradientFlow,
      initial,
    });
    expect(Math.abs(risk)).toBeLessThan(1e-11);
    expect(residual).toBeLessThan(1e-12);
    expect(stability.verdict).toBe('marginal');
  });

  it('of a start from which symmetry does not let go is that of the saddle', () => {
    const initial = overlapsOf(
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      identityRows(2),
    );
    const { risk, stability } = stationaryRisk({
      model: { ...initial, noise: 0 },
      weights: gradientFlow,
      initial,
    });
    expect(4 * risk).toBeCloseTo(0.0116108403, 9);
    expect(stability.verdict).toBe('unstable');
  });

  it('does not exist where units grow without bound: the error has time, risk and norm', () => {
    const initial = teacherSpan(4, 2, 'runaway');
    try {
      stationaryRisk({ model: { ...initial, noise: 0.1 }, weights: { gradient: 1, variance: 1 }, initial });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NoStationaryStateError);
      const { reached, residual, largestNorm } = error as NoStationaryStateError;
      expect(largestNorm).toBeGreaterThan(1e4);
      expect(reached!.time).toBeGreaterThan(1e3);
      expect(reached!.risk).toBeGreaterThan(1e-3);
      expect(residual).toBeGreaterThan(1e-9);
    }
  });
});
