import { describe, expect, it } from 'vitest';
import { alignmentFigure, type AlignmentLine, type AlignmentPanel } from '../src/index.ts';
import { specialisationTime } from '../src/alignment/specialisation.ts';
import { twoUnits } from './two-units.ts';

const line = (
  alignments: readonly number[],
  unit = 0,
  source: AlignmentLine['source'] = 'simulation',
): AlignmentLine => ({
  source,
  unit,
  teacher: unit,
  points: alignments.map((alignment, index) => ({ time: index === 0 ? 0 : 10 ** index, alignment })),
});

const panel = (lines: readonly AlignmentLine[], change: Partial<AlignmentPanel> = {}): AlignmentPanel => ({
  regime: 'plateau',
  theta: 0,
  timeStep: 1e-3,
  parameters: twoUnits,
  lines,
  ...change,
});

const figureOf = (panels: readonly AlignmentPanel[]) => {
  const data = { kind: 'alignment', name: 'alignment', panels } as const;
  const figure = alignmentFigure({
    data,
    theme: 'light',
    size: { width: 673, height: 400 },
    furniture: 'full',
  });
  return { ...figure, title: figure.title.replaceAll('\u00a0', ' ') };
};

describe('specialisation', () => {
  it('is dated from where the alignment stays large to the end, not from where it first is', () => {
    expect(specialisationTime(line([0.1, 0.95, 0.5, 0.92, 0.99]))).toBe(1000);
    expect(specialisationTime(line([0.1, -0.95, -0.99]))).toBe(10);
    expect(specialisationTime(line([0.95, 0.99]))).toBe(0);
    expect(specialisationTime(line([0.99, 0.89]))).toBeNull();
    expect(specialisationTime(line([0.99, NaN]))).toBeNull();
  });
});

describe('the title', () => {
  it('states median and range over units, of the simulation where there is one', () => {
    const { title, findings } = figureOf([
      panel([
        line([0.1, 0.95, 0.95, 0.95], 0),
        line([0.1, 0.2, 0.95, 0.95], 1),
        line([0.1, 0.2, 0.3, 0.95], 2),
        line([0.99, 0.99, 0.99, 0.99], 0, 'finite'),
      ]),
    ]);
    expect(title).toBe('Units specialise at t = 100 (10 to 1000)');
    expect(findings.map(({ value }) => value)).toEqual([100, 3]);
  });

  it('counts units that never specialise as later than all others', () => {
    const { title, findings } = figureOf([panel([line([0, 0.95, 0.95], 0), line([0, 0.1, 0.1], 1)])]);
    expect(title).toBe('1 of 2 units specialise by t = 100');
    expect(findings.map(({ value }) => value)).toEqual([1]);
  });

  it('names each regime where there are several', () => {
    const { title } = figureOf([
      panel([line([0, 0.95, 0.95])], { regime: 'perfect-learning', theta: 0.5 }),
      panel([line([0, 0.1, 0.1])], { regime: 'bad-learning', theta: -0.25 }),
    ]);
    expect(title).toBe('Units specialise at t = 10 (perfect learning), never by t = 100 (bad learning)');
  });
});

describe('lines', () => {
  it('show the size of a negative alignment and say so', () => {
    const figure = figureOf([panel([line([-0.2, -0.4, -0.95])])]);
    const { datasets, notes } = figure;
    expect(datasets.alignments.map(({ alignment }) => alignment)).toEqual([0.2, 0.4, 0.95]);
    expect(notes).toEqual([expect.stringMatching(/^1 line ends with a negative alignment/)]);
    expect(figure.table().rows.map((row) => row.at(-1))).toEqual([-0.2, -0.4, -0.95]);
  });

  it('have the colour of their teacher in every panel, and marks for simulations only', () => {
    const { datasets } = figureOf([
      panel([line([0, 1, 1], 0), line([0, 1, 1], 1), line([0, 1, 1], 1, 'finite')]),
      panel([line([0, 1, 1], 1, 'limit')], { regime: 'perfect-learning' }),
    ]);
    const colours = new Map<number, Set<string>>();
    for (const { teacher, colour } of datasets.alignments) {
      colours.set(teacher, (colours.get(teacher) ?? new Set()).add(colour));
    }
    expect([...colours.values()].map((set) => set.size)).toEqual([1, 1]);
    expect(datasets.alignments.filter(({ marked, simulated }) => marked && !simulated)).toEqual([]);
    expect(datasets.alignments.some(({ marked }) => marked)).toBe(true);
  });

  it('of a limit are dashed only beside equations at finite d', () => {
    const dashed = (sources: readonly AlignmentLine['source'][]) => {
      const { datasets } = figureOf([panel(sources.map((source) => line([0, 1], 0, source)))]);
      return datasets.alignments.filter((row) => row.time === 0).map((row) => row.dashed);
    };
    expect(dashed(['finite', 'limit'])).toEqual([false, true]);
    expect(dashed(['simulation', 'limit'])).toEqual([false, false]);
  });
});
