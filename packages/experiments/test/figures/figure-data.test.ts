import { describe, expect, it } from 'vitest';
import {
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  figureData,
  type ExperimentInput,
} from '../../src/index.ts';
import { experiment } from '../sweeps/sample-experiment.ts';

const [part] = experiment({
  base: { observables: 'overlaps', times: [0, 0.5, 1] },
  theory: ['finite'],
}).parts;

const parsed = (figures: ExperimentInput['figures']) =>
  experimentSpecificationSchema.parse({
    name: 'figures',
    parts: [
      { ...part, label: 'rates', axes: { learningRatePrefactor: [1, 2] } },
      { ...part, label: 'widths', axes: { widthPrefactor: [2, 3] } },
    ],
    figures,
  });

describe('the figures of an experiment', () => {
  const specification = parsed([
    { kind: 'alignment', parts: ['widths'], name: 'specialisation' },
    { kind: 'overlaps', times: [0, 1] },
    { kind: 'width', threshold: 0.1, parts: ['widths'] },
    { kind: 'learning-rate', budgets: [1], parts: ['rates'] },
    { kind: 'phase-diagram' },
  ]);

  it('are those asked for, from the parts asked for, as plain data', async () => {
    const results = await Promise.all(expandExperiment(specification).map((run) => execute(run)));
    const figures = figureData(specification, results);
    expect(figures.map(({ kind, name }) => [kind, name])).toEqual([
      ['alignment', 'specialisation'],
      ['overlaps', 'overlaps'],
      ['width', 'width'],
      ['learning-rate', 'learning-rate'],
      ['phase-diagram', 'phase-diagram'],
    ]);
    expect(figures[0]).toMatchObject({
      panels: [{ parameters: { studentWidth: 2 } }, { parameters: { studentWidth: 3 } }],
    });
    expect(figures[2]).toMatchObject({
      panels: [{ label: 'widths', source: 'theory' }, { source: 'simulation' }],
    });
    expect(figures[3]).toMatchObject({ series: [{ points: [{ learningRate: 1 }, { learningRate: 2 }] }] });
    // Three parameter points with a simulation and a theory run each: one of them is in both parts.
    expect(figures[4]).toMatchObject({ points: [{ runs: 6 }], cells: [{ replicas: 1 }] });
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
    expect(figureData(specification, [...results].reverse())).toEqual(figures);
  });

  it('show what there is, and leave out the overlaps of a run that is missing', () => {
    expect(figureData(specification, []).map(({ kind }) => kind)).toEqual([
      'alignment',
      'width',
      'learning-rate',
      'phase-diagram',
    ]);
  });

  it('can be of every kind, with nothing to show before a run has finished', () => {
    const kinds = ['trajectories', 'scaling', 'convergence', 'particle-limit', 'escape'] as const;
    const every = parsed(kinds.map((kind) => ({ kind, name: `of-${kind}` })));
    expect(figureData(every, []).map((data) => [data.kind, data.name])).toEqual(
      kinds.map((kind) => [kind, `of-${kind}`]),
    );
    for (const data of figureData(every, [])) {
      expect('series' in data ? data.series : 'curves' in data && data.curves).toEqual([]);
    }
  });

  it('are trajectories and the phase diagram where none is named', () => {
    expect(figureData(parsed([]), []).map(({ kind }) => kind)).toEqual(['trajectories', 'phase-diagram']);
  });
});
