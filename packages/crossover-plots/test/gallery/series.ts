import {
  convergenceFigure,
  escapeFigure,
  particleLimitFigure,
  scalingFigure,
  type ConvergenceSeries,
  type CurveParameters,
  type EscapeSeries,
  type Figure,
  type ParticleLimitSeries,
  type PowerLawFit,
  type ScalingSeries,
} from '../../src/index.ts';

const parameters: CurveParameters = {
  inputDimension: null,
  studentWidth: 8,
  teacherWidth: 4,
  widthPrefactor: 8,
  kappa: 0,
  delta: 0.5,
  learningRatePrefactor: 8,
  noise: 1e-3,
  start: 'teacher-span',
  seed: 0,
};

const dimensions = [30, 60, 100, 300, 1000];

/** A fit as it would be found: the numbers are part of the picture only. */
function fit(
  exponent: number,
  prefactor: number,
  half: number,
  range: readonly [number, number],
): PowerLawFit {
  return {
    exponent,
    standardError: half / 2.5,
    interval: [exponent - half, exponent + half],
    prefactor,
    range,
    points: 5,
    residualStandardDeviation: 0.9,
    method: 'least squares, weighted by the standard errors; 95 % by Student’s t with 3 degrees of freedom',
  };
}

/** A little off the line, to and fro, as measured points are. */
const off = (index: number): number => 1 + 0.06 * (-1) ** index;

function falling(noise: number): ScalingSeries {
  const height = 0.07 * noise;
  return {
    parameters: { ...parameters, noise },
    regime: 'perfect-learning',
    theta: 0.5,
    points: dimensions.map((inputDimension, index) => {
      const risk = height * inputDimension ** -0.48 * off(index);
      const settled = inputDimension < 1000;
      return {
        inputDimension,
        risk,
        standardError: 0.05 * risk,
        replicas: 4,
        time: 1e4,
        settled,
        endSlope: settled ? 0.01 : -0.4,
      };
    }),
    predicted: dimensions.map((inputDimension) => ({
      inputDimension,
      risk: height * inputDimension ** -0.48,
    })),
    fit: fit(-0.482, height, 0.031, [30, 300]),
    predictedFit: fit(-0.48, height, 0.001, [30, 300]),
    expectedExponent: -0.5,
  };
}

function approaching(theta: number, equations: 'finite' | 'limit'): ConvergenceSeries {
  const expected = theta < 0 ? -(1 + 2 * theta) / 2 : -(1 + theta) / 2;
  const slope = equations === 'finite' ? expected : Math.max(expected, -Math.abs(theta));
  return {
    parameters: { ...parameters, delta: theta },
    regime: theta > 0 ? 'perfect-learning' : theta === 0 ? 'plateau' : 'bad-learning',
    theta,
    equations,
    points: [1e2, 1e3, 1e4, 1e5].map((inputDimension, index) => {
      const distance = inputDimension ** slope * off(index);
      return { inputDimension, distance, standardError: 0.04 * distance, replicas: 32 };
    }),
    fit: fit(slope, 1, 0.02, [1e2, 1e5]),
    expectedExponent: slope,
  };
}

function growing(
  regime: 'perfect-learning' | 'plateau',
  source: 'limit' | 'simulation',
): ParticleLimitSeries {
  const exponent = regime === 'plateau' ? 0.05 : -1;
  return {
    parameters: { ...parameters, delta: regime === 'plateau' ? 0 : 0.5 },
    regime,
    theta: regime === 'plateau' ? 0 : 0.5,
    source,
    points: [4, 8, 16, 32, 64].map((studentWidth, index) => {
      const distance = 5e-3 * studentWidth ** exponent * off(index) * (source === 'limit' ? 1 : 1.3);
      return { studentWidth, distance, standardError: 0.1 * distance, starts: 16 };
    }),
    fit: fit(exponent, 5e-3, 0.08, [4, 64]),
    expectedExponent: regime === 'plateau' ? null : -1,
  };
}

const leaving: EscapeSeries = {
  parameters: { ...parameters, studentWidth: 2, teacherWidth: 2, delta: 0, noise: 0, start: 'sphere' },
  regime: 'plateau',
  theta: 0,
  points: [1e2, 1e3, 1e4, 1e5].map((inputDimension, index) => ({
    inputDimension,
    time: 20 + 15 * Math.log(inputDimension) * off(index),
    standardError: 6,
    replicas: 16,
    censored: inputDimension === 1e5 ? 2 : 0,
  })),
  fit: {
    slope: 15.2,
    standardError: 0.6,
    interval: [12.6, 17.8],
    intercept: 19,
    range: [Math.log(1e2), Math.log(1e5)],
    points: 4,
    residualStandardDeviation: 0.8,
    method: 'least squares, weighted by the standard errors; 95 % by Student’s t with 2 degrees of freedom',
  },
  expectedSlope: 14.6,
  predicted: [1e2, 1e3, 1e4, 1e5].map((inputDimension) => ({
    inputDimension,
    time: 22 + 14.6 * Math.log(inputDimension),
  })),
};

const one = { width: 325, height: 360 };
const two = { width: 673, height: 420 };
const scaling = { kind: 'scaling' as const, name: 'scaling' };
const escape = {
  kind: 'escape' as const,
  name: 'escape',
  definition: 'time at which R is half of the plateau’s',
};
const definition = 'largest |ΔQ_ij|, |ΔM_ir| over six times';
const convergence = { kind: 'convergence' as const, name: 'convergence', definition };
const particles = {
  kind: 'particle-limit' as const,
  name: 'particle-limit',
  definition: 'sup over output times of |⟨R⟩/R of the particles − 1|',
};

/** Figures of points against one variable. */
export const seriesGallery: Readonly<Record<string, Figure>> = {
  'scaling-two-columns': scalingFigure({
    data: { ...scaling, series: [1e-2, 1e-3, 1e-4].map(falling) },
    theme: 'print',
    size: two,
    furniture: 'full',
  }),
  'scaling-one-series': scalingFigure({
    data: { ...scaling, series: [falling(1e-3)] },
    theme: 'print',
    size: one,
    furniture: 'full',
  }),
  'scaling-one-point-dark': scalingFigure({
    data: {
      ...scaling,
      series: [
        {
          ...falling(1e-3),
          points: falling(1e-3).points.slice(0, 1),
          predicted: [],
          fit: null,
          predictedFit: null,
        },
      ],
    },
    theme: 'dark',
    size: one,
    furniture: 'full',
  }),
  'scaling-empty': scalingFigure({
    data: { ...scaling, series: [] },
    theme: 'light',
    size: one,
    furniture: 'full',
  }),
  'convergence-two-columns': convergenceFigure({
    data: {
      ...convergence,
      series: [0.5, 0, -0.25].flatMap((theta) =>
        theta === 0
          ? [approaching(0, 'finite')]
          : [approaching(theta, 'finite'), approaching(theta, 'limit')],
      ),
    },
    theme: 'print',
    size: { width: 673, height: 460 },
    furniture: 'full',
  }),
  'particle-limit-one-column': particleLimitFigure({
    data: {
      ...particles,
      series: [
        growing('perfect-learning', 'limit'),
        growing('perfect-learning', 'simulation'),
        growing('plateau', 'limit'),
      ],
    },
    theme: 'print',
    size: { width: 325, height: 480 },
    furniture: 'full',
  }),
  'escape-never': escapeFigure({
    data: {
      ...escape,
      series: [{ ...leaving, points: [], fit: null, predicted: [], unresolved: [1e2, 1e3] }],
    },
    theme: 'print',
    size: one,
    furniture: 'full',
  }),
  'escape-one-column': escapeFigure({
    data: { ...escape, series: [leaving] },
    theme: 'print',
    size: one,
    furniture: 'full',
  }),
  'escape-dark-axes': escapeFigure({
    data: { ...escape, series: [leaving] },
    theme: 'dark',
    size: { width: 500, height: 300 },
    furniture: 'axes',
  }),
};
