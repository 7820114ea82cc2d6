import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthFigure, type WidthData, type WidthOutcome, type WidthPanelData } from '../src/index.ts';
import { medianInterval } from '../src/statistics/median-interval.ts';
import { labelledWidths, widthDomain } from '../src/width/width-axis.ts';
import { themes } from '../src/index.ts';

const outcome = (studentWidth: number, median: number | null, risks: readonly number[]): WidthOutcome => ({
  studentWidth,
  representable: studentWidth % 4 === 0,
  risks,
  quantiles: [],
  timeToThreshold: {
    median,
    low: median,
    high: null,
    reached: median === null ? 0 : risks.length,
    censored: median === null ? risks.length : 0,
  },
});

const panel = (widths: readonly WidthOutcome[], label = 'sweep'): WidthPanelData => ({
  label,
  regime: 'perfect-learning',
  source: 'simulation',
  parameters: {
    inputDimension: 1000,
    studentWidth: 4,
    teacherWidth: 4,
    widthPrefactor: 4,
    kappa: 0,
    delta: 0.5,
    learningRatePrefactor: 4,
    noise: 0,
    start: 'sphere',
    seed: 1,
  },
  widths,
  meanField: null,
});

const figureOf = (panels: readonly WidthPanelData[]) => {
  const data: WidthData = {
    kind: 'width',
    name: 'width',
    teacherWidth: 4,
    threshold: 1e-5,
    time: 1e4,
    panels,
  };
  const figure = widthFigure({ data, theme: 'light', size: { width: 673, height: 500 }, furniture: 'full' });
  return { ...figure, title: figure.title.replaceAll('\u00a0', ' ') };
};

const low = [1e-7, 2e-7];
const high = [1e-3, 2e-3];

describe('the title', () => {
  it('names the smallest p from which every larger p arrives, not the first that does', () => {
    const { title, findings } = figureOf([
      panel([outcome(4, 10, low), outcome(5, null, high), outcome(6, 20, low), outcome(8, 15, low)]),
    ]);
    expect(title).toMatch(/^The median start reaches R = 10⁻⁵ from p = 6 on/);
    expect(findings.map(({ value }) => value)).toEqual([6]);
  });

  it('falls back on the widths that k divides where the others have a floor above the threshold', () => {
    const { title } = figureOf([
      panel([outcome(4, 10, low), outcome(5, null, high), outcome(8, 15, low), outcome(9, null, high)]),
    ]);
    expect(title).toMatch(/^Where k divides p, the median start .* from p = 4 on/);
  });

  it('does not hide that wide networks are too slow to arrive', () => {
    const { title, findings } = figureOf([
      panel([outcome(4, 10, low), outcome(5, 20, low), outcome(8, 15, low), outcome(20, null, high)]),
    ]);
    expect(title).toBe('The median start reaches R = 10⁻⁵ for p = 4 to 8 only');
    expect(findings).toHaveLength(1);
    expect(findings[0].value).toBe(4);
    expect(findings[0].from).toMatch(/up to 8$/);
  });

  it('counts widths that arrive where they are no interval', () => {
    const { title } = figureOf([
      panel([4, 8, 12, 16].map((width) => outcome(width, width % 8 === 4 ? 10 : null, high))),
    ]);
    expect(title).toBe('The median start reaches R = 10⁻⁵ at 2 of 4 widths');
  });

  it('says when no width arrives, and where the widest network narrower than the teacher ends', () => {
    const { title, findings } = figureOf([panel([outcome(2, null, [1]), outcome(3, null, [0.1, 0.2, 0.4])])]);
    expect(title).toBe(
      'No p of the sweep brings the median start to R = 10⁻⁵; p = 3 < k = 4 ends at R = 0.2',
    );
    expect(findings).toEqual([expect.objectContaining({ value: 0.2 })]);
  });

  it('has every number of several sweeps among the findings', () => {
    const { title, findings } = figureOf([
      panel([outcome(3, null, [1e-3]), outcome(4, 10, low)], 'easy'),
      panel([outcome(3, null, [2e-3]), outcome(4, null, high), outcome(8, 30, low)], 'hard'),
    ]);
    expect(title).toBe(
      'The median start reaches R = 10⁻⁵ from p = 4 to 8 on; p = 3 < k = 4 ends at R = 10⁻³ to 2 × 10⁻³',
    );
    expect(findings.map(({ value }) => value)).toEqual([4, 1e-3, 8, 2e-3]);
  });
});

describe('what is drawn', () => {
  it('counts starts at R ≤ 0 and starts that never arrive in the notes', () => {
    const { notes, datasets } = figureOf([panel([outcome(4, null, [0, 1e-9, 1e-3])])]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/^1 start with R ≤ 0/);
    expect(notes[1]).toMatch(/^3 of 3 starts do not reach/);
    expect(datasets.starts).toHaveLength(2);
  });

  it('lists every start in the table, drawn or not', () => {
    const figure = figureOf([panel([outcome(4, 10, [0, 1e-9, 1e-3])])]);
    const { columns, rows } = figure.table();
    const risks = rows.filter((row) => String(row[5]).startsWith('start')).map((row) => row[6]);
    expect(risks).toEqual([0, 1e-9, 1e-3]);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it('numbers on the axis of p do not touch, and no multiple of k gives way to another width', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (widths) => {
        const domain = widthDomain(widths);
        const shown = labelledWidths(widths, 4, domain, 300, themes.print);
        const at = shown.map(
          (width) => (300 * Math.log(width / domain.min)) / Math.log(domain.max / domain.min),
        );
        for (let index = 1; index < at.length; index++) expect(at[index] - at[index - 1]).toBeGreaterThan(10);
        const alone = labelledWidths(
          widths.filter((width) => width % 4 === 0),
          4,
          domain,
          300,
          themes.print,
        );
        expect(shown.filter((width) => width % 4 === 0)).toEqual(alone);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('the interval of a median', () => {
  it('has the ranks of the sign test', () => {
    // Ranks j and n + 1 − j of tables of the sign test at 5 %, two-sided: n = 6: 1, 8: 1, 9: 2, 16: 4, 25: 8.
    for (const [count, rank] of [
      [6, 1],
      [8, 1],
      [9, 2],
      [16, 4],
      [25, 8],
    ]) {
      const values = Array.from({ length: count }, (_, index) => index + 1);
      expect(medianInterval(values)).toEqual([rank, count + 1 - rank]);
    }
  });

  it('is not given for fewer than six values', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
    expect(medianInterval([])).toBeNull();
  });
});

describe('hollow marks', () => {
  const sweep = [4, 5, 8].map((p) => outcome(p, 10, low));
  const captionOf = (panels: readonly WidthPanelData[]): string =>
    figureOf(panels).caption.replaceAll('\u00a0', ' ');

  it('are explained by k where the teachers’ outputs are equal', () => {
    expect(captionOf([panel(sweep)])).toMatch('Hollow: k does not divide p,');
  });

  it('are explained by what must divide p where they differ', () => {
    const differing = { ...panel(sweep, 'differing'), multiple: 8 };
    expect(captionOf([differing])).toMatch('Hollow: 8 does not divide p,');
    expect(captionOf([panel(sweep), differing])).toMatch(
      'Hollow: k (8 where the teachers’ outputs differ) does not divide p,',
    );
  });

  it('give their divisor to a verdict that holds for the others only', () => {
    const floored = [4, 5, 8, 9].map((p) => ({
      ...outcome(p, p % 4 === 0 ? 10 : null, p % 4 === 0 ? low : high),
    }));
    expect(figureOf([{ ...panel(floored), multiple: 4 }]).title).toMatch(/^Where k divides p,/);
    const eight = floored.map((width) => ({
      ...outcome(2 * width.studentWidth, width.timeToThreshold.median, width.risks),
      representable: width.representable,
    }));
    expect(figureOf([{ ...panel(eight), multiple: 8 }]).title).toMatch(/^Where 8 divides p,/);
  });
});
