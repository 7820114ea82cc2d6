import type { Figure } from '../../src/index.ts';
import { phaseDiagramFigure, trajectoriesFigure, type Curve, type PhasePoint } from '../../src/index.ts';
import { alignmentGallery } from './alignments.ts';
import { curve, regimeCurves } from './curves.ts';
import { learningRateGallery } from './learning-rates.ts';
import { overlapGallery } from './overlap-maps.ts';
import { phaseCellGallery } from './phase-cells.ts';
import { seriesGallery } from './series.ts';
import { widthGallery } from './widths.ts';

const three = (['perfect-learning', 'plateau', 'bad-learning'] as const).flatMap((regime) =>
  regimeCurves(regime, { points: 9 }),
);
const noises = [1e-2, 1e-3, 1e-4].flatMap((noise) => [
  curve('plateau', 'limit', null, { noise, points: 9 }),
  curve('plateau', 'simulation', 1000, { noise, points: 9, replicas: 1 }),
]);
const places: PhasePoint[] = [
  { kappa: 0, delta: 0.5, regime: 'perfect-learning', runs: 13 },
  { kappa: 0, delta: 0, regime: 'plateau', runs: 13 },
  { kappa: 0, delta: -0.375, regime: 'bad-learning', runs: 13 },
];

/** A curve of particles a little below that of a network. */
const particlesOf = (network: Curve): Curve => ({
  ...network,
  kind: 'mean-field',
  id: 'particles',
  points: network.points.map((point) => ({ ...point, risk: 0.6 * point.risk })),
});

/** Every kind of figure once: the list is the test and the gallery. Widths of 86 mm and 178 mm at 96 px to the inch. */
export const gallery: Readonly<Record<string, Figure>> = {
  'three-regimes-page': trajectoriesFigure({
    curves: three,
    timeAxis: 'regime',
    theme: 'light',
    size: { width: 880, height: 420 },
    furniture: 'axes',
  }),
  'three-regimes-by-sweeps-dark': trajectoriesFigure({
    curves: three,
    timeAxis: 'sweeps',
    theme: 'dark',
    size: { width: 880, height: 420 },
    furniture: 'axes',
  }),
  'three-regimes-two-columns': trajectoriesFigure({
    curves: three,
    timeAxis: 'regime',
    theme: 'print',
    size: { width: 673, height: 400 },
    furniture: 'full',
  }),
  'three-regimes-one-column': trajectoriesFigure({
    curves: three,
    timeAxis: 'regime',
    theme: 'print',
    size: { width: 325, height: 860 },
    furniture: 'full',
  }),
  'plateau-by-noise': trajectoriesFigure({
    curves: noises,
    timeAxis: 'regime',
    theme: 'print',
    size: { width: 325, height: 360 },
    furniture: 'full',
  }),
  'without-an-ode': trajectoriesFigure({
    curves: regimeCurves('no-ode', { points: 9 }),
    timeAxis: 'steps',
    theme: 'light',
    size: { width: 500, height: 380 },
    furniture: 'full',
  }),
  'published-points-over-plateau': trajectoriesFigure({
    curves: noises,
    timeAxis: 'regime',
    theme: 'print',
    size: { width: 673, height: 400 },
    furniture: 'full',
    published: {
      label: 'figure 3 of arXiv:2202.00293',
      points: [1, 10, 100, 1000].map((time) => ({
        regime: 'plateau',
        time,
        risk: 1e-2 / (1 + time / 5) + 1e-4,
      })),
    },
  }),
  'particles-beside-networks': trajectoriesFigure({
    curves: [
      curve('perfect-learning', 'limit', null, { points: 9 }),
      particlesOf(curve('perfect-learning', 'limit', null, { points: 9 })),
    ],
    timeAxis: 'regime',
    theme: 'light',
    size: { width: 500, height: 360 },
    furniture: 'full',
  }),
  'no-curves-yet': trajectoriesFigure({
    curves: [],
    timeAxis: 'regime',
    theme: 'light',
    size: { width: 500, height: 300 },
    furniture: 'full',
  }),
  'phase-diagram': phaseDiagramFigure({
    points: places,
    theme: 'print',
    size: { width: 325, height: 330 },
    furniture: 'full',
  }),
  'phase-diagram-wide-network-dark': phaseDiagramFigure({
    points: [...places, { kappa: 1.1, delta: -2.2, regime: 'no-ode', runs: 1 }],
    theme: 'dark',
    size: { width: 300, height: 260 },
    furniture: 'axes',
  }),
  ...widthGallery,
  ...learningRateGallery,
  ...phaseCellGallery,
  ...overlapGallery,
  ...alignmentGallery,
  ...seriesGallery,
};
