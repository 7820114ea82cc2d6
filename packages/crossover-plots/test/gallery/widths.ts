import { power } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import {
  widthFigure,
  type Figure,
  type WidthData,
  type WidthOutcome,
  type WidthPanelData,
} from '../../src/index.ts';

/** Sweeps over p with shapes from closed expressions; no physics is claimed for them. */

const TEACHERS = 4;
const THRESHOLD = 1e-5;

function outcome(width: number, starts: number, hardness: number, floor: boolean): WidthOutcome {
  const representable = width >= TEACHERS && width % TEACHERS === 0;
  const stuck = width < TEACHERS ? 2e-3 / width : floor && !representable ? 3e-5 / width : 0;
  const risks = Array.from({ length: starts }, (_, start) => {
    const luck = (start + 0.5) / starts;
    const trapped = width >= TEACHERS && luck > 1 - hardness / width;
    return stuck + (trapped ? 4e-4 / width : 1e-7 / width) * power(10, 1.2 * luck);
  }).sort((a, b) => a - b);
  const reached = risks.filter((risk) => risk <= THRESHOLD).length;
  const time = (share: number): number | null =>
    reached > share * starts ? (300 + 4000 / width) * power(10, 0.8 * share) : null;
  const at = (level: number): number => risks[Math.round(level * (starts - 1))];
  return {
    studentWidth: width,
    representable,
    risks,
    quantiles: [0.1, 0.5, 0.9].map((level) => ({ level, risk: at(level) })),
    timeToThreshold: {
      median: time(0.5),
      low: time(0.1),
      high: time(0.9),
      reached,
      censored: starts - reached,
    },
  };
}

function sweep(
  label: string,
  widths: readonly number[],
  {
    hardness = 2,
    floor = true,
    regime = 'perfect-learning',
  }: { hardness?: number; floor?: boolean; regime?: RegimeName } = {},
): WidthPanelData {
  return {
    label,
    regime,
    source: 'simulation',
    parameters: {
      inputDimension: 1000,
      studentWidth: 4,
      teacherWidth: TEACHERS,
      widthPrefactor: 4,
      kappa: 0,
      delta: regime === 'plateau' ? 0 : 0.5,
      learningRatePrefactor: 4,
      noise: 0,
      start: 'sphere',
      seed: 1,
    },
    widths: widths.map((width) => outcome(width, 16, hardness, floor)),
    meanField: { risk: 3e-8, timeToThreshold: 240 },
  };
}

const data = (panels: readonly WidthPanelData[]): WidthData => ({
  kind: 'width',
  name: 'width',
  teacherWidth: TEACHERS,
  threshold: THRESHOLD,
  time: 1e4,
  panels,
});

const MANY = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 32, 40];
const four = data([
  sweep('equal teachers, second layer fixed', MANY),
  sweep('equal teachers, second layer trained', MANY, { floor: false }),
  sweep('unequal teachers, second layer fixed', MANY, { hardness: 5 }),
  sweep('unequal teachers, second layer trained', MANY, { hardness: 4, floor: false }),
]);
const one = data([sweep('equal teachers, second layer fixed', MANY)]);
const stuck = sweep('equal teachers', [2, 3]);

export const widthGallery: Readonly<Record<string, Figure>> = {
  'width-two-columns': widthFigure({
    data: four,
    theme: 'print',
    size: { width: 673, height: 820 },
    furniture: 'full',
  }),
  'width-one-column': widthFigure({
    data: one,
    theme: 'print',
    size: { width: 325, height: 625 },
    furniture: 'full',
  }),
  'width-page-dark': widthFigure({
    data: data([sweep('on the plateau', MANY, { regime: 'plateau' }), four.panels[2]]),
    theme: 'dark',
    size: { width: 880, height: 460 },
    furniture: 'axes',
  }),
  'width-of-one': widthFigure({
    data: data([{ ...sweep('equal teachers', [8]), meanField: null, source: 'theory' }]),
    theme: 'light',
    size: { width: 325, height: 620 },
    furniture: 'full',
  }),
  'width-never-there': widthFigure({
    data: data([
      {
        ...stuck,
        meanField: null,
        widths: stuck.widths.map((width, at) =>
          at > 0 ? width : { ...width, risks: [0, ...width.risks.slice(1)] },
        ),
      },
    ]),
    theme: 'light',
    size: { width: 325, height: 620 },
    furniture: 'full',
  }),
  'width-empty': widthFigure({
    data: data([]),
    theme: 'light',
    size: { width: 325, height: 200 },
    furniture: 'full',
  }),
};
