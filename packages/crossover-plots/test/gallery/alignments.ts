import { exponential, logSpaced } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import {
  alignmentFigure,
  type AlignmentData,
  type AlignmentLine,
  type AlignmentPanel,
  type Figure,
} from '../../src/index.ts';

/** Units that leave a plateau one after another, from closed expressions; no physics is claimed for them. */

const TIMES = [0, ...logSpaced(0.1, 1e4, 31)];

function line(
  source: AlignmentLine['source'],
  unit: number,
  teachers: number,
  escape: number,
  end: number,
): AlignmentLine {
  const wobble = source === 'simulation' ? 0.02 : 0;
  const escaping = escape * (1 + 0.5 * unit);
  return {
    source,
    unit,
    teacher: unit % teachers,
    points: TIMES.map((time, index) => {
      const start = 0.1 + 0.07 * ((3 * unit) % 7);
      const plateau = start + (0.5 - start) * (1 - exponential(-time));
      const share = (time / escaping) * (time / escaping);
      return {
        time,
        alignment:
          (plateau + (end - plateau) * (share / (1 + share))) *
          (1 + wobble * (((5 * index + unit) % 3) - 1) * (1 - share / (1 + share))),
      };
    }),
  };
}

function panel(
  regime: RegimeName,
  sources: readonly AlignmentLine['source'][],
  { units = 8, teachers = 4, escape = 60, end = 0.995, noise = 1e-3 } = {},
): AlignmentPanel {
  const theta = { 'perfect-learning': 0.5, plateau: 0, 'bad-learning': -0.25, 'no-ode': -1 }[regime];
  return {
    regime,
    theta,
    timeStep: 1e-3,
    parameters: {
      inputDimension: 1000,
      studentWidth: units,
      teacherWidth: teachers,
      widthPrefactor: units,
      kappa: 0,
      delta: theta,
      learningRatePrefactor: units,
      noise,
      start: 'teacher-span',
      seed: 1,
    },
    lines: sources.flatMap((source) =>
      Array.from({ length: units }, (_, unit) => line(source, unit, teachers, escape, end)),
    ),
  };
}

const data = (panels: readonly AlignmentPanel[]): AlignmentData => ({
  kind: 'alignment',
  name: 'alignment',
  panels,
});

const three = data([
  panel('perfect-learning', ['simulation', 'finite']),
  panel('plateau', ['simulation', 'finite', 'limit'], { escape: 100 }),
  panel('bad-learning', ['simulation', 'limit'], { end: 0.3 }),
]);

export const alignmentGallery: Readonly<Record<string, Figure>> = {
  'alignment-two-columns': alignmentFigure({
    data: three,
    theme: 'print',
    size: { width: 673, height: 360 },
    furniture: 'full',
  }),
  'alignment-one-column': alignmentFigure({
    data: data([panel('plateau', ['simulation', 'finite'], { units: 4 })]),
    theme: 'print',
    size: { width: 325, height: 430 },
    furniture: 'full',
  }),
  'alignment-page-dark': alignmentFigure({
    data: data([
      panel('plateau', ['finite', 'gradient-flow'], { units: 12, teachers: 10 }),
      panel('plateau', ['finite'], { units: 12, teachers: 10, noise: 0 }),
    ]),
    theme: 'dark',
    size: { width: 880, height: 380 },
    furniture: 'full',
  }),
  'alignment-page': alignmentFigure({
    data: three,
    theme: 'light',
    size: { width: 880, height: 300 },
    furniture: 'axes',
  }),
  'alignment-at-one-time': alignmentFigure({
    data: data([
      {
        ...panel('plateau', []),
        lines: [{ source: 'simulation', unit: 0, teacher: 1, points: [{ time: 0, alignment: -0.2 }] }],
      },
    ]),
    theme: 'light',
    size: { width: 400, height: 370 },
    furniture: 'full',
  }),
  'alignment-empty': alignmentFigure({
    data: data([]),
    theme: 'light',
    size: { width: 325, height: 200 },
    furniture: 'full',
  }),
};
