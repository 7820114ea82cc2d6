import { power } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import {
  learningRateFigure,
  type Figure,
  type LearningRateData,
  type LearningRateSeries,
} from '../../src/index.ts';

/** Learning rates with a floor that grows with γ and a speed that does too; no physics is claimed for them. */

const DIMENSION = 1000;
const DELTAS = [-0.125, 0, 0.125, 0.25, 0.375, 0.5, 0.625];
const BUDGETS = [100, 1000, 10_000];

const regimeOf = (delta: number): RegimeName =>
  delta > 0 ? 'perfect-learning' : delta === 0 ? 'plateau' : 'bad-learning';

function series(
  noise: number,
  deltas: readonly number[] = DELTAS,
  budgets: readonly number[] = BUDGETS,
): LearningRateSeries {
  const rates = deltas
    .map((delta) => ({ delta, learningRate: 8 * power(DIMENSION, -delta) }))
    .sort((a, b) => a.learningRate - b.learningRate);
  const floor = (rate: number): number => 0.014 * noise * rate * (1 + power(rate / 10, 2)) + 1e-9;
  const risk = (rate: number, sweeps: number): number =>
    floor(rate) + 0.02 / (1 + power((rate * sweeps) / 60, 2));
  return {
    parameters: {
      inputDimension: DIMENSION,
      studentWidth: 8,
      teacherWidth: 4,
      widthPrefactor: 8,
      kappa: 0,
      delta: 0,
      learningRatePrefactor: 8,
      noise,
      start: 'teacher-span',
      seed: 1,
    },
    points: rates.map(({ delta, learningRate }, index) => {
      const settled = learningRate > 0.2;
      const end = settled ? floor(learningRate) : risk(learningRate, 1e4);
      return {
        learningRate,
        delta,
        regime: regimeOf(delta),
        finalRisk: end * (1 + 0.04 * ((index % 3) - 1)),
        standardError: 0.04 * end,
        replicas: 4,
        settled,
        sweepsToFinal: settled ? (60 / learningRate) * Math.sqrt(0.04 / end) : null,
        predictedRisk: floor(learningRate),
      };
    }),
    budgets: budgets.map((sweeps) => {
      const points = rates.map(({ learningRate }) => ({
        learningRate,
        risk: risk(learningRate, sweeps),
        standardError: 0.05 * risk(learningRate, sweeps),
      }));
      const least = points.reduce((best, point) => (point.risk < best.risk ? point : best));
      const inside = least !== points[0] && least !== points[points.length - 1];
      return { sweeps, points, optimum: inside ? { ...least, standardError: 0.06 } : null };
    }),
  };
}

const data = (members: readonly LearningRateSeries[]): LearningRateData => ({
  kind: 'learning-rate',
  name: 'learning-rate',
  series: members,
});

const one = data([series(1e-3)]);
const single = series(1e-3, [0.5], []);

export const learningRateGallery: Readonly<Record<string, Figure>> = {
  'learning-rate-two-columns': learningRateFigure({
    data: one,
    theme: 'print',
    size: { width: 673, height: 340 },
    furniture: 'full',
  }),
  'learning-rate-one-column': learningRateFigure({
    data: one,
    theme: 'print',
    size: { width: 325, height: 820 },
    furniture: 'full',
  }),
  'learning-rate-by-noise-dark': learningRateFigure({
    data: data([1e-4, 1e-3].map((noise) => series(noise, [0.125, 0.25, 0.375, 0.5, 0.625]))),
    theme: 'dark',
    size: { width: 880, height: 640 },
    furniture: 'full',
  }),
  'learning-rate-page': learningRateFigure({
    data: one,
    theme: 'light',
    size: { width: 880, height: 300 },
    furniture: 'axes',
  }),
  'learning-rate-of-one': learningRateFigure({
    data: data([
      { ...single, points: single.points.map((point) => ({ ...point, standardError: null, replicas: 1 })) },
    ]),
    theme: 'light',
    size: { width: 500, height: 320 },
    furniture: 'full',
  }),
  'learning-rate-not-settled': learningRateFigure({
    data: data([{ ...series(0, [0.6, 0.7, 0.8]), budgets: [] }]),
    theme: 'light',
    size: { width: 500, height: 360 },
    furniture: 'full',
  }),
  'learning-rate-empty': learningRateFigure({
    data: data([]),
    theme: 'light',
    size: { width: 325, height: 200 },
    furniture: 'full',
  }),
};
