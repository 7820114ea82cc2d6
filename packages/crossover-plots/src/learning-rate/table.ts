import type { FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import type { LearningRateData } from './input.ts';
import { seriesLabels } from './words.ts';

/** Every point, drawn or not, then the optima. */
export function learningRateTable({ series }: LearningRateData): FigureTable {
  const labels = seriesLabels(series);
  const rows = series.flatMap(({ points, budgets }, index) => [
    ...points.map((point) => [
      labels[index],
      'end',
      point.learningRate,
      point.delta,
      regimeSigns[point.regime].name,
      point.sweepsToFinal,
      point.finalRisk,
      point.standardError,
      point.replicas,
      point.settled ? 'yes' : 'no',
      point.predictedRisk,
    ]),
    ...budgets.flatMap(({ sweeps, points: risks, optimum }) => [
      ...risks.map(({ learningRate, risk, standardError }) => [
        labels[index],
        'after a number of sweeps',
        learningRate,
        null,
        null,
        sweeps,
        risk,
        standardError,
        null,
        null,
        null,
      ]),
      ...(optimum === null
        ? []
        : [
            [
              labels[index],
              'optimum',
              optimum.learningRate,
              null,
              null,
              sweeps,
              optimum.risk,
              null,
              null,
              null,
              null,
            ],
          ]),
    ]),
  ]);
  return {
    columns: [
      'series',
      'kind',
      'γ',
      'δ',
      'regime',
      'sweeps ν/d',
      'risk R',
      'standard error',
      'replicas',
      'settled',
      'predicted R',
    ],
    rows,
  };
}
