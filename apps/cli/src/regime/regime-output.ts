import type { Milestone, Moment, PhaseReport } from '@crossover/experiments';

/** stdout of `crossover regime` in the given format, with its last line break. */
export function formatRegime(report: PhaseReport, format: 'json' | 'table'): string {
  return format === 'json' ? `${JSON.stringify(report)}\n` : `${tableLines(report).join('\n')}\n`;
}

function tableLines(report: PhaseReport): string[] {
  return [
    heading(report),
    '',
    ...report.verdict,
    '',
    ...aligned([
      ['drift', 'gradient', 'variance', 'of which noise'],
      ['a step', ...sizes(report.terms.perStep)],
      ['a unit of t', ...sizes(report.terms.perTime)],
    ]),
    '',
    ...aligned([
      ['γ', 'parts alike', 'critical', 'no ODE'],
      [
        numberText(report.point.learningRate),
        ...sizes({
          balanced: report.terms.learningRates.balanced,
          critical: report.terms.learningRates.critical,
          noEquation: report.terms.learningRates.noEquation,
        }),
      ],
    ]),
    '',
    ...aligned([['R', ''], ...risks(report)]),
    ...moments(report),
  ];
}

const methods = { none: 'no ODE', 'closed-forms': 'closed forms', 'finite-d-equations': 'followed' } as const;

function heading({ point, risk }: PhaseReport): string {
  const { inputDimension, studentWidth, teacherWidth, learningRate, noise, start, draws } = point;
  return [
    `d = ${inputDimension}`,
    `p = ${studentWidth}`,
    `k = ${teacherWidth}`,
    `γ = ${numberText(learningRate)}`,
    `Δ = ${noise}`,
    draws === 0 ? methods[risk.method] : `${draws} ${draws === 1 ? 'start' : 'starts'}, ${start}`,
  ].join(' · ');
}

function risks({ risk, point }: PhaseReport): [string, string][] {
  const { asymptotic, untrained, representabilityFloor, noisePlateau } = risk;
  return [
    ['end', numberText(asymptotic?.median ?? null)],
    ...(point.draws < 2
      ? []
      : ([
          ['end, lowest start', numberText(asymptotic?.low ?? null)],
          ['end, highest start', numberText(asymptotic?.high ?? null)],
        ] as [string, string][])),
    ['untrained', numberText(untrained)],
    ['without noise', numberText(representabilityFloor)],
    ['of noise, small γ/p', numberText(noisePlateau.smallRate)],
    ['of noise, this γ/p', numberText(noisePlateau.ofCopies)],
  ];
}

const names: Readonly<Record<Milestone['name'], string>> = {
  'hundredth-of-untrained': 'a hundredth of untrained',
  'within-factor-2': 'within a factor 2 of the end',
  'within-10-percent': 'within 10 % of the end',
};

function moments({ milestones, escape }: PhaseReport): string[] {
  const rows = milestones.map(({ name, risk, moment }) => [
    names[name],
    numberText(risk),
    ...momentCells(moment),
  ]);
  if (escape !== null) {
    rows.push(['escape, ½ ln d / rate', '–', ...momentCells(escape.leading)]);
    if (escape.followed !== null) rows.push(['escape, followed', '–', ...momentCells(escape.followed)]);
  }
  return rows.length === 0 ? [] : ['', ...aligned([['when', 'R', 't', 'steps', 'seconds'], ...rows])];
}

function momentCells(moment: Moment | null): string[] {
  const { time = null, steps = null, seconds = null } = moment ?? {};
  return [time, steps, seconds].map(numberText);
}

function sizes(values: object): string[] {
  return Object.values(values).map((value: number | null) => numberText(value));
}

/** Columns, the first aligned to the left and the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** Six digits at most, as short as they can be written. */
function numberText(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return String(value);
  const rounded = Number(value.toPrecision(6));
  return Math.abs(value) < 1e-3 ? rounded.toExponential() : String(rounded);
}
