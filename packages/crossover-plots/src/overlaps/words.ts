import { counted, parameterWords, timeInLine } from '../composition/words.ts';
import type { Finding } from '../figure.ts';
import { formatNumber } from '../text/numbers.ts';
import type { CurveKind } from '../trajectories/input.ts';
import type { OverlapFrame, OverlapsData } from './input.ts';

const NBSP = '\u00a0';

export const sourceNames: Readonly<Record<CurveKind, string>> = {
  simulation: 'one simulation',
  finite: 'ODE at finite d',
  exact: 'exact mean drift at finite d',
  limit: 'limit ODE, d → ∞',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles, p → ∞',
};

/** Shares of a unit's Σ_r M_ir² with its first teacher, over units. */
export interface Selectivity {
  readonly median: number;
  readonly least: number;
  readonly largest: number;
}

/** From which median share on units are said to single out a teacher. */
const SINGLED_OUT = 0.9;

/** Null where no unit has any overlap with a teacher, or where there is but one teacher. */
export function selectivityOf({ M }: OverlapFrame): Selectivity | null {
  const shares = M.flatMap((row) => {
    const squares = row.map((value) => value * value);
    const sum = squares.reduce((a, b) => a + b, 0);
    return row.length > 1 && sum > 0 && sum < Infinity ? [Math.max(...squares) / sum] : [];
  }).sort((a, b) => a - b);
  if (shares.length === 0) return null;
  const middle = (shares.length - 1) / 2;
  return {
    median: 0.5 * (shares[Math.floor(middle)] + shares[Math.ceil(middle)]),
    least: shares[0],
    largest: shares[shares.length - 1],
  };
}

const percent = (share: number): string => String(Math.round(100 * share));

const shareWords = ({ median, least, largest }: Selectivity): string => {
  const range =
    percent(least) === percent(largest)
      ? ''
      : ` (${percent(least)}${NBSP}to${NBSP}${percent(largest)}${NBSP}%)`;
  return `${percent(median)}${NBSP}%${range}`;
};

const timeWords = ({ time }: OverlapFrame): string => `t${NBSP}=${NBSP}${formatNumber(time)}`;

export function titleOf({ frames }: OverlapsData): string {
  const [first] = frames;
  const last = frames.at(-1);
  if (last === undefined) return 'No run with overlaps has finished yet';
  const risk = `R${NBSP}=${NBSP}${formatNumber(last.risk)}`;
  const end = selectivityOf(last);
  if (end === null) return `Overlaps at ${timeWords(last)}, ${risk}`;
  const start = frames.length > 1 ? selectivityOf(first) : null;
  const from = start === null ? '' : `, ${shareWords(start)} at ${timeWords(first)}`;
  const result =
    end.median >= SINGLED_OUT ? 'Units single out one teacher' : 'Units do not single out a teacher';
  return `${result}: ${shareWords(end)} of M² at ${timeWords(last)}${from}; ${risk}`;
}

export function findingsOf({ frames, source, studentWidth }: OverlapsData): Finding[] {
  const [first] = frames;
  const last = frames.at(-1);
  if (last === undefined) return [];
  const ends = frames.length > 1 ? [last, first] : [last];
  return [
    ...ends.flatMap((frame): Finding[] => {
      const selectivity = selectivityOf(frame);
      const from = `${studentWidth} student units of M at that time, ${sourceNames[source]}`;
      const quantity = `largest Mᵢᵣ² of a unit as a share of Σᵣ Mᵢᵣ² at t = ${frame.time}`;
      return selectivity === null
        ? []
        : [
            { quantity: `${quantity}, median over units`, value: selectivity.median, from },
            { quantity: `${quantity}, least of the units`, value: selectivity.least, from },
            { quantity: `${quantity}, largest of the units`, value: selectivity.largest, from },
          ];
    }),
    { quantity: `risk R at t = ${last.time}`, value: last.risk, from: sourceNames[source] },
  ];
}

export function captionOf(data: OverlapsData): string {
  if (data.frames.length === 0) return '';
  const { order = [], parameters, regime, theta, source } = data;
  const sorted = order.some((unit, row) => unit !== row);
  return [
    parameterWords([parameters], [regime]),
    `Overlaps M of students (rows) with teachers (columns) and Q of students with one another, ${sourceNames[source]}, ${timeInLine([{ regime, theta }])}.`,
    ...(sorted ? ['Students are ordered by the teacher that they end closest to.'] : []),
    ...(data.teacherWidth > 1
      ? ['Title: share of a unit’s Σᵣ Mᵢᵣ² that its first teacher has, median (least to largest) over units.']
      : []),
  ].join(' ');
}

export function notesOf({ frames }: OverlapsData): string[] {
  const entries = frames.flatMap(({ M, Q }) => [...M, ...Q].flat());
  const missing = entries.filter((value) => !Number.isFinite(value)).length;
  return missing > 0 ? [`${counted(missing, 'entry is', 'entries are')} not finite and left empty.`] : [];
}
