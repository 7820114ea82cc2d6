import { describe, expect, it } from 'vitest';
import { expandExperiment, experimentSpecificationSchema, partResults } from '../../src/index.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

const [part] = experiment().parts;
const specification = experimentSpecificationSchema.parse({
  name: 'parts',
  parts: [
    { ...part, label: 'one', axes: { noise: [0, 1] } },
    part,
    { ...part, label: 'two', axes: { noise: [1, 2] } },
    { ...part, label: 'one', axes: { noise: [3] } },
  ],
});

describe('results by part', () => {
  it('put parts of one label together, in order of first appearance, and a shared run in each', () => {
    const parts = partResults(specification, {}, []);
    expect(parts.map(({ label, runs }) => [label, ...runs.map(({ noise }) => noise)])).toEqual([
      ['one', 0, 1, 3],
      ['', 0.01],
      ['two', 1, 2],
    ]);
    expect(parts.map(({ results }) => results)).toEqual([[], [], []]);
  });

  it('are those of the parts that a figure names, as far as they have finished', () => {
    const results = expandExperiment(specification)
      .filter(({ noise }) => noise !== 1)
      .map((run) => resultOf(run, () => 1))
      .reverse();
    const parts = partResults(specification, { parts: ['two', 'one', 'none'] }, results);
    expect(
      parts.map(({ label, results: finished }) => [label, ...finished.map((run) => run.specification.noise)]),
    ).toEqual([
      ['one', 0, 3],
      ['two', 2],
    ]);
  });
});
