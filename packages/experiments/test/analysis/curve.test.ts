import { describe, expect, it } from 'vitest';
import {
  expandExperiment,
  figureData,
  experimentSpecificationSchema,
  groupIdentity,
  riskCurve,
  riskCurves,
  seriesParameters,
} from '../../src/index.ts';
import { resultOf } from '../figures/made-up-results.ts';
import { experiment } from '../sweeps/sample-experiment.ts';

const input = experiment({
  base: { times: [0, 1, 2], batchSize: 5 },
  replicas: 2,
  theory: ['limit', 'finite'],
});
const runs = expandExperiment(input);

describe('risk curves', () => {
  it('are one for each parameter point, replicas as their mean with its standard error', () => {
    const results = runs.map((run) =>
      resultOf(run, (time) => (run.kind === 'simulation' ? 1 + run.replica : 5) + time),
    );
    const curves = riskCurves(results);
    expect(curves.map(({ kind, replicas }) => [kind, replicas])).toEqual([
      ['limit', 1],
      ['finite', 1],
      ['simulation', 2],
    ]);
    expect(curves[0].points).toEqual([5, 6, 7].map((risk, time) => ({ time, risk })));
    expect(curves[2].points).toEqual(
      [1.5, 2.5, 3.5].map((risk, time) => ({ time, risk, standardError: 0.5 })),
    );
    expect(curves[2]).toMatchObject({
      id: groupIdentity(runs[2]),
      regime: 'plateau',
      theta: 0,
      timeStep: 0.1,
      grid: { first: 1, last: 2 },
      parameters: { inputDimension: 10, studentWidth: 2, start: 'teacher-span', options: 'b = 5' },
    });
    // The equations of the limit know no d.
    expect(curves[0]).toMatchObject({ timeStep: null, parameters: { inputDimension: null } });
  });

  it('end where no replica has a value', () => {
    const [, , first] = runs;
    const { points } = riskCurve('id', first, [[1], [3, NaN], [5, 2]]);
    expect(points).toEqual([
      { time: 0, risk: 3, standardError: Math.sqrt(4 / 3) },
      { time: 1, risk: 2 },
    ]);
    expect(riskCurve('id', first, []).points).toEqual([]);
  });

  it('are what a figure of trajectories shows', () => {
    const results = runs.map((run) => resultOf(run, () => 1));
    const specification = experimentSpecificationSchema.parse({
      ...input,
      figures: [{ kind: 'trajectories', timeAxis: 'sweeps', name: 'risk' }],
    });
    expect(figureData(specification, results)).toEqual([
      { kind: 'trajectories', name: 'risk', timeAxis: 'sweeps', curves: riskCurves(results) },
    ]);
  });
});

describe('the parameters of a series', () => {
  it('say where a teacher is given', () => {
    const [given] = expandExperiment(
      experiment({
        base: {
          initial: {
            kind: 'sphere',
            teacher: {
              P: [
                [1, 0.5],
                [0.5, 1],
              ],
            },
          },
        },
      }),
    );
    expect(seriesParameters(given)).toMatchObject({ start: 'sphere (given teacher)', options: '' });
  });
});
