import type { LogDomain } from '../axes/decades.ts';
import { isPowerOfTen, logTicks, tickLabelExpression } from '../axes/ticks.ts';
import type { TimeRange } from '../axes/time-range.ts';
import { timeTicks } from '../axes/time-range.ts';
import { decadeOf, powerOfTen } from '../text/numbers.ts';

/** Pixels that a label such as 10⁻³ takes with the space around it. */
const LABEL_WIDTH = 30;
/** Pixels between the frame and the title of a vertical axis, whatever its labels are, so that frames align. */
const LABEL_EXTENT = 41;

const major = (whenMajor: number, otherwise: number, test = isPowerOfTen) => ({
  condition: { test, value: whenMajor },
  value: otherwise,
});

/** Where an axis stands and what is written at it. */
export interface AxisWords {
  readonly side: 'horizontal' | 'vertical';
  /** Null where a neighbour's title counts, or where the figure writes one itself. */
  readonly title: string | null;
  /** Whether its ticks carry numbers. */
  readonly labels?: boolean;
  /** Pixels. */
  readonly length: number;
}

function words({ side, title, labels = true }: AxisWords) {
  return {
    title,
    labels,
    ...(side === 'vertical' && labels ? { minExtent: LABEL_EXTENT, maxExtent: LABEL_EXTENT } : {}),
    ...(side === 'vertical' ? {} : { labelFlush: false }),
  };
}

/** Pixels that a decade needs for its minor ticks. */
const MINOR_DECADE = 22;

/** The longest of these titles that fits along a vertical axis; nobody can measure text here. */
export function fittingTitle(titles: readonly string[], length: number, fontSize: number): string {
  const fitting = titles.find((title) => 0.8 * fontSize * title.length <= length);
  return fitting ?? titles[titles.length - 1];
}

/** A logarithmic axis with minor ticks where they have room, and a grid at the powers of ten where it is vertical. */
export function logAxis(field: string, domain: LogDomain, axis: AxisWords) {
  const decades = decadeOf(domain.max) - decadeOf(domain.min);
  const ticks = logTicks(domain);
  const minor = axis.length >= MINOR_DECADE * decades;
  const roomy = axis.side === 'horizontal' && axis.length / (decades + 2) >= LABEL_WIDTH;
  return {
    field,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false, domain: [domain.min, domain.max] },
    axis: {
      ...words(axis),
      values: minor ? ticks : ticks.filter((tick) => tick === powerOfTen(decadeOf(tick))),
      labelExpr: tickLabelExpression({ min: String(domain.min), max: String(domain.max) }),
      labelOverlap: roomy ? false : ('greedy' as const),
      tickSize: major(6, 3),
      grid: axis.side === 'vertical',
      gridOpacity: major(1, 0),
    },
  };
}

/** Between these, numbers are written out. */
const DECIMALS: LogDomain = { min: 1e-3, max: 1e4 };

/** A horizontal logarithmic axis of a quantity near 1: 0.2, 0.5, 1, 2 where these have room, else powers of ten. */
export function decimalAxis(field: string, domain: LogDomain, axis: AxisWords) {
  if (domain.min < DECIMALS.min || domain.max > DECIMALS.max) return logAxis(field, domain, axis);
  const ticks = logTicks(domain);
  const shown = ([[1, 2, 5], [1, 3], [1]] as const)
    .map((digits) => ticks.filter((tick) => digits.some((digit) => isTimesPower(tick, digit))))
    .find((values) => values.length * LABEL_WIDTH <= axis.length);
  return valuesAxis(field, domain, ticks, shown ?? [], axis);
}

const isTimesPower = (tick: number, digit: number): boolean => tick === Number(`${digit}e${decadeOf(tick)}`);

/** A logarithmic time axis with a place for t = 0 at its left end. */
export function timeAxis(field: string, range: TimeRange, length: number) {
  const { min, max } = range.domain;
  const decades = decadeOf(range.last) - decadeOf(range.first);
  return {
    field,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false, domain: [min, max] },
    axis: {
      ...words({ side: 'horizontal', title: null, length }),
      values: timeTicks(range, range.domain),
      labelExpr: tickLabelExpression({ min: String(min), max: String(max), zero: range.zero }),
      labelOverlap: length / (decades + 2) >= LABEL_WIDTH ? false : ('greedy' as const),
      tickSize: major(6, 3, `${isPowerOfTen} || datum.value === ${range.zero}`),
      grid: false,
    },
  };
}

/** A linear axis with these ticks, all of them labelled. */
export function linearAxis(
  field: string,
  domain: readonly [number, number],
  ticks: readonly number[],
  axis: AxisWords,
) {
  return {
    field,
    type: 'quantitative' as const,
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { ...words(axis), values: [...ticks], tickSize: 4, grid: axis.side === 'vertical' },
  };
}

/** A logarithmic axis with a tick at every value measured and numbers at some of them. */
export function valuesAxis(
  field: string,
  domain: LogDomain,
  values: readonly number[],
  labelled: readonly number[],
  axis: AxisWords,
) {
  const test = `indexof(${JSON.stringify(labelled)}, datum.value) >= 0`;
  return {
    field,
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false, domain: [domain.min, domain.max] },
    axis: {
      ...words(axis),
      values: [...values],
      labelExpr: `${test} ? '' + datum.value : ''`,
      labelOverlap: false,
      tickSize: major(6, 3, test),
      grid: false,
    },
  };
}
