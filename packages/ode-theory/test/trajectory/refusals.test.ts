import {
  InvalidArgumentError,
  NotPositiveSemidefiniteError,
  type OrderParameters,
} from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { createTrajectory, OverlapsLeftDomainError, packState, solve } from '../../src/index.ts';
import { PositivityWatch } from '../../src/trajectory/positivity.ts';
import { genericOverlaps } from '../support/overlaps.ts';

const options = {
  initial: genericOverlaps(2, 2, 'refusals'),
  weights: { gradient: 1, variance: 1 },
  noise: 0,
  times: [1],
};

describe('what a trajectory refuses before it starts', () => {
  it.each([
    ['no times', { times: [] }, 'times is empty'],
    ['times before the start', { times: [-1, 1] }, 'times begins with -1'],
    ['times that do not increase', { times: [0, 1, 1] }, 'times[2] is 1 after 1'],
    ['times that are no numbers', { times: [0, NaN] }, 'times[1] is NaN'],
    ['an endless time', { times: [0, Infinity] }, 'Infinity'],
    ['negative noise', { noise: -1e-3 }, 'noise is -0.001'],
    ['weights that are no numbers', { weights: { gradient: NaN, variance: 1 } }, 'weights.gradient is NaN'],
    ['variance weights below 0', { weights: { gradient: 1, variance: -1 } }, 'weights.variance is -1'],
    [
      'a negative rate of the second layer',
      { weights: { gradient: 1, variance: 1, secondLayer: -1 } },
      'weights.secondLayer is -1',
    ],
    [
      'weights that grow by decay',
      { weights: { gradient: 1, variance: 1, weightDecay: -0.5 } },
      'weights.weightDecay is -0.5',
    ],
    ['a stop on a drift below 0', { stationaryBelow: -1 }, 'stationaryBelow is -1'],
    ['a stop on a drift that is no number', { stationaryBelow: NaN }, 'stationaryBelow is NaN'],
    ['logarithmic times from 0', { times: { from: 0, to: 1, perDecade: 1 } }, 'times run from 0 to 1'],
    [
      'logarithmic times without density',
      { times: { from: 1, to: 10, perDecade: 0 } },
      'times.perDecade is 0',
    ],
    [
      'output weights of another width',
      { network: { studentSecondLayer: Float64Array.of(1, 2, 3) } },
      'tudentSecondLayer',
    ],
    ['tolerances below rounding', { relativeTolerance: 1e-16 }, 'relativeTolerance is 1e-16'],
    ['tolerances of no use', { relativeTolerance: 0.5 }, 'relativeTolerance is 0.5'],
    ['an absolute tolerance of zero', { absoluteTolerance: 0 }, 'absoluteTolerance is 0'],
  ])('%s', (_, change, message) => {
    expect(() => createTrajectory({ ...options, ...change })).toThrow(InvalidArgumentError);
    expect(() => solve({ ...options, ...change })).toThrow(message);
  });

  it('a start that is no covariance, with the offending eigenvalue', () => {
    const initial = { ...options.initial, Q: Float64Array.of(1, 2, 2, 1), M: new Float64Array(4) };
    try {
      solve({ ...options, initial });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NotPositiveSemidefiniteError);
      expect((error as NotPositiveSemidefiniteError).eigenvalue).toBeCloseTo(-1, 12);
    }
  });
});

describe('positive semidefiniteness on the way', () => {
  const near = (eigenvalue: number) => ({
    studentWidth: 1,
    teacherWidth: 1,
    Q: Float64Array.of(1 + eigenvalue),
    M: Float64Array.of(1),
    P: Float64Array.of(1 + eigenvalue),
  });

  const check = (overlaps: OrderParameters, time: number, relativeTolerance: number): void =>
    new PositivityWatch({ ...overlaps, noise: 0 }, relativeTolerance).check(packState(overlaps), time);

  it('may be missed by what integration errors explain', () => {
    expect(() => check(near(-1e-10), 7, 1e-9)).not.toThrow();
    expect(() => check(near(-1e-5), 7, 1e-6)).not.toThrow();
  });

  it('is otherwise missed with the time and the eigenvalue', () => {
    try {
      check(near(-1e-5), 7, 1e-9);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OverlapsLeftDomainError);
      expect(error).toMatchObject({ time: 7, eigenvalue: expect.closeTo(-1e-5, 12) as number });
      expect((error as Error).message).toContain('At t = 7');
    }
  });
});
