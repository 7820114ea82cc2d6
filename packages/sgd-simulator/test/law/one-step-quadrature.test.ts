import { describe, expect, it } from 'vitest';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { expectations } from './mean-changes.ts';
import { meanDrift } from './mean-drift.ts';
import { lazyCases, modelOf, optionCases, twoTeachers, type QuadratureCase } from './quadrature-cases.ts';
import { largestError, quadratureMeans, TOLERANCE } from './step-quadrature.ts';

/*
 * The mean of one step, for every option and every entry of ΔM, ΔQ and Δa, to a hundredth of 0.1 % of the entry itself:
 * the kernels' draws are chosen, and the mean is an integral without random error. What this cannot see is whether a
 * kernel draws the normals and χ² that it should, which one-step-mean.test.ts sees.
 */

const engines = ['projected', 'direct'] as const;
/** Inputs have nothing outside three fields, little and much. */
const DIMENSIONS = { 'd = n': 3, 'd = n + 1': 4, 'd = 6': 6, 'd = 20': 20 } as const;

const cases: Record<string, QuadratureCase> = {};
for (const [option, at] of Object.entries(optionCases)) {
  for (const [dimension, d] of Object.entries(DIMENSIONS)) cases[`${option}, ${dimension}`] = at(d);
}
for (const [label, lazy] of Object.entries(lazyCases)) cases[`lazy, ${label}`] = lazy;
cases['two teachers, d = 6'] = twoTeachers['two teachers'](6);

describe.each(engines)('the mean of one step of the %s engine is the exact one', (name) => {
  it.each(Object.keys(cases))('%s', (label) => {
    const { what, error } = largestError(quadratureMeans(name, cases[label]));
    expect(error, what).toBeLessThan(TOLERANCE);
  });
});

describe('what is wrong by 0.1 % is seen:', () => {
  const layers = {
    student: Float64Array.of(1.5, -0.5),
    teacher: Float64Array.of(1.2),
    learningRate: 0.3,
  };
  const right = modelOf(6, { secondLayer: layers, weightDecay: 0.05 });
  const more = 1.001;
  const wrongModels: Record<string, Partial<CompleteModel>> = {
    γ: { learningRate: more * right.learningRate },
    'Δ, which is in the mean of ΔQ alone': { noise: more * right.noise },
    η_w: { weightDecay: more * right.weightDecay },
    γ_a: { secondLayer: { ...right.secondLayer, learningRate: more * layers.learningRate } },
    'an a_i': { secondLayer: { ...right.secondLayer, student: Float64Array.of(1.5, more * -0.5) } },
    'an a*_r': { secondLayer: { ...right.secondLayer, teacher: Float64Array.of(more * 1.2) } },
  };

  it.each(engines.flatMap((name) => Object.keys(wrongModels).map((wrong) => [wrong, name] as const)))(
    '%s of the %s engine',
    (wrong, name) => {
      const model = { ...right, ...wrongModels[wrong] };
      const means = quadratureMeans(name, { model, nodes: 12, drift: () => meanDrift(right) });
      expect(largestError(means).error).toBeGreaterThan(5 * TOLERANCE);
    },
  );

  it('the d-independent part of E[c_i c_j ‖x‖²]', () => {
    const means = quadratureMeans('projected', { model: right, nodes: 12, drift: () => meanDrift(right) });
    const [exact, leading] = [meanDrift(right), meanDrift(right, 0)];
    const finiteSize = expectations(right, {
      ...exact,
      Q: exact.Q.map((entry, at) => entry - leading.Q[at]),
    });
    const wrong = means.map((mean, index) =>
      mean.what.startsWith('ΔQ')
        ? { ...mean, expected: mean.expected + 1e-3 * finiteSize[index].expected }
        : mean,
    );
    expect(largestError(wrong).error).toBeGreaterThan(5 * TOLERANCE);
  });
});

/**
 * A projected kernel for d + 1 with the rate γ (d + 1)/d is wrong for d in nothing but the degrees of freedom of the inputs'
 * part outside the fields.
 */
it.each([
  ['a single sample', {}, 12],
  ['mini-batches', { batchSize: 2, activation: 'linear' }, 3],
] as const)('one degree of freedom more outside the fields is seen at d = 20, of %s', (_, options, nodes) => {
  const right = modelOf(20, options);
  const model = { ...right, inputDimension: 21, learningRate: (right.learningRate * 21) / 20 };
  const means = quadratureMeans('projected', { model, nodes, drift: () => meanDrift(right) });
  expect(largestError(means).error).toBeGreaterThan(100 * TOLERANCE);
});
