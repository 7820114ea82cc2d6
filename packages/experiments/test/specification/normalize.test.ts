import {
  InvalidSpecificationError,
  normalizeRunSpecification,
  runSpecificationSchema,
} from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { simulation, theory } from '../sample-runs.ts';

const sample = { ...simulation(), engine: 'auto' };
const curve = theory();

function issuesOf(input: unknown): Record<string, string> {
  try {
    normalizeRunSpecification(input);
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
  throw new Error('the specification was accepted');
}

describe('normalizing a run', () => {
  it('fills in defaults and resolves the engine', () => {
    expect(
      normalizeRunSpecification({
        kind: 'simulation',
        widthPrefactor: 2,
        teacherWidth: 2,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 1,
        noise: 0,
        inputDimension: 4,
        times: [1],
      }),
    ).toMatchObject({
      numerics: '3',
      initial: { kind: 'teacher-span' },
      seed: 0,
      observables: 'risk',
      engine: 'projected',
      replica: 0,
    });
    expect(simulation({ inputDimension: 3 }).engine).toBe('direct');
    expect(theory({}).relativeTolerance).toBe(1e-9);
  });

  it('is idempotent, and its output satisfies the schema of complete specifications', () => {
    const limit = theory({ equations: 'limit' });
    for (const run of [simulation(), simulation({ inputDimension: 3 }), curve, limit]) {
      expect(normalizeRunSpecification(run)).toEqual(run);
      expect(runSpecificationSchema.parse(run)).toEqual(run);
    }
  });

  it('drops the d of a theory run that does not depend on it, and only then', () => {
    expect(theory({ equations: 'limit' }).inputDimension).toBeNull();
    expect(theory({ equations: 'finite' }).inputDimension).toBe(10);
    expect(theory({ equations: 'limit', kappa: 0.5 }).inputDimension).toBe(10);
    expect(theory({ equations: 'limit', initial: { kind: 'sphere' } }).inputDimension).toBe(10);
  });

  it('drops the seed of an explicit start’s theory, where nothing is drawn', () => {
    const initial = { kind: 'explicit' as const, Q: [[1, 0], [0, 1]], M: [[0, 0], [0, 0]], P: [[1, 0], [0, 1]] }; // prettier-ignore
    expect(theory({ initial, seed: 3 }).seed).toBe(0);
    expect(simulation({ initial, seed: 3 }).seed).toBe(3);
  });
});

describe('a run is refused, with what was found, needed and to do,', () => {
  it('when a field is missing, unknown, of the wrong type or out of range', () => {
    expect(issuesOf({ ...sample, noise: undefined }).noise).toMatch(
      /noise variance Δ is missing: give a number/,
    );
    expect(issuesOf({ ...sample, gamma: 8 })['']).toMatch(/unknown field "gamma": remove/);
    expect(issuesOf({ ...sample, noise: '1e-3' }).noise).toMatch(
      /found "1e-3", but the noise variance Δ must be a number/,
    );
    expect(issuesOf({ ...sample, widthPrefactor: -8 }).widthPrefactor).toMatch(/found -8, .* above 0/);
    expect(issuesOf({ ...sample, teacherWidth: 2.5 }).teacherWidth).toMatch(
      /found 2.5, .* an integer from 1/,
    );
    expect(issuesOf({ ...sample, noise: NaN }).noise).toMatch(/found NaN/);
    expect(issuesOf({ ...sample, inputDimension: 2e9 }).inputDimension).toMatch(
      /found 2000000000, .* to 1000000000/,
    );
    expect(issuesOf({ ...sample, inputDimension: null }).inputDimension).toMatch(/found null/);
    expect(issuesOf({ ...sample, kind: 'experiment' }).kind).toMatch(/"simulation" or "theory"/);
    expect(issuesOf('a run')['']).toMatch(/must be an object/);
    expect(issuesOf({ ...sample, initial: 'sphere' }).initial).toMatch(
      /"kind" is one of "teacher-span", "sphere"/,
    );
    expect(issuesOf({ ...sample, numerics: '0' }).numerics).toMatch(
      /found numerics "0".* leave the field out/,
    );
  });

  it('with every fault at once', () => {
    const issues = issuesOf({ ...sample, noise: -1, seed: -1, times: [] });
    expect(Object.keys(issues).sort()).toEqual(['noise', 'seed', 'times']);
  });

  it('when its times are not increasing numbers from 0 on', () => {
    expect(issuesOf({ ...sample, times: [] }).times).toMatch(/empty/);
    expect(issuesOf({ ...sample, times: [0, 1, 1] }).times).toMatch(/strictly increasing/);
    expect(issuesOf({ ...sample, times: [-1, 1] })['times.0']).toMatch(/found -1/);
    expect(issuesOf({ ...sample, times: Array.from({ length: 2001 }, (_, i) => i) }).times).toMatch(
      /at most 2000/,
    );
  });

  it('when the student has no units or too many', () => {
    expect(issuesOf({ ...sample, widthPrefactor: 0.4 }).widthPrefactor).toMatch(/at least one/);
    expect(issuesOf({ ...sample, inputDimension: 1e6, kappa: 1 }).widthPrefactor).toMatch(
      /p = round\(p₀ d\^κ\) is 2000000, .* 1 to 4096/,
    );
  });

  it('when the learning rate leaves the floating-point numbers', () => {
    const extreme = { ...sample, inputDimension: 1e9, learningRatePrefactor: 1e299, delta: -10 };
    expect(issuesOf(extreme).learningRatePrefactor).toMatch(/γ = γ₀ d\^{−δ} is Infinity/);
  });

  it('when the projected engine has fewer dimensions than fields', () => {
    expect(issuesOf({ ...sample, engine: 'projected', inputDimension: 3 }).engine).toMatch(
      /needs an input dimension of at least p \+ k = 2 \+ 2 = 4; it is 3/,
    );
  });

  it('when an orthonormal teacher does not fit into d dimensions', () => {
    expect(issuesOf({ ...sample, inputDimension: 1 }).inputDimension).toMatch(/k = 2 units needs d ≥ 2/);
  });

  it('when the direct engine would need too much memory', () => {
    expect(issuesOf({ ...sample, engine: 'direct', inputDimension: 1e9 }).engine).toMatch(
      /hold 4000000000 weights \(29.8 GiB\).*"projected"/,
    );
  });

  it('when it would take forever or its result would not fit', () => {
    expect(issuesOf({ ...sample, inputDimension: 1e9, times: [1e9] }).times).toMatch(
      /step 1000000000000000000/,
    );
    const wide = { widthPrefactor: 1000, inputDimension: 2000, observables: 'overlaps' };
    const times = Array.from({ length: 100 }, (_, i) => i);
    expect(issuesOf({ ...sample, ...wide, times }).observables).toMatch(
      /numbers, more than the 16777216 allowed.*"risk"/,
    );
  });

  it('when Ω is not positive semidefinite, naming the eigenvalue', () => {
    const initial = { kind: 'explicit', Q: [[1, 0], [0, 1]], M: [[1, 0], [1, 0]], P: [[1, 0], [0, 1]] }; // prettier-ignore
    for (const run of [sample, curve]) {
      expect(issuesOf({ ...run, initial }).initial).toMatch(/smallest eigenvalue is -0.41421356/);
    }
    const symmetric = { kind: 'symmetric', selfOverlap: 0.1, alignment: 0.9, perturbation: 0 };
    expect(issuesOf({ ...sample, initial: symmetric }).initial).toMatch(/smallest eigenvalue is -/);
  });

  it('when explicit overlaps have the wrong shape, are not symmetric or do not fit into d dimensions', () => {
    const initial = { kind: 'explicit', Q: [[1, 0], [0, 1]], M: [[0, 0], [0, 0]], P: [[1, 0], [0, 1]] }; // prettier-ignore
    expect(issuesOf({ ...sample, initial: { ...initial, Q: [[1]] } }).initial).toMatch(/Q .* must be 2 × 2/);
    expect(issuesOf({ ...sample, initial: { ...initial, Q: [[1, 0], [0]] } })['initial.Q']).toMatch(
      /same length/,
    );
    expect(issuesOf({ ...sample, initial: { ...initial, Q: [[1, 0.2], [0.1, 1]] } }).initial).toMatch(/not symmetric/); // prettier-ignore
    expect(issuesOf({ ...sample, inputDimension: 3, initial }).initial).toMatch(/span 4 dimensions/);
  });

  it('when theory has nothing to say in the red region', () => {
    for (const equations of ['limit', 'finite']) {
      expect(issuesOf({ ...curve, equations, delta: -0.5 }).delta).toMatch(/no deterministic limit/);
    }
    expect(simulation({ delta: -0.7 }).kind).toBe('simulation');
  });

  it('when theory depends on d and there is none', () => {
    const dimensionless = { ...curve, inputDimension: null };
    expect(issuesOf(dimensionless).inputDimension).toMatch(/no input dimension was given/);
    const limit = { ...dimensionless, equations: 'limit' };
    expect(issuesOf({ ...limit, kappa: 0.5 }).inputDimension).toMatch(/width p = p₀ d\^κ depends on d/);
    expect(issuesOf({ ...limit, initial: { kind: 'sphere' } }).inputDimension).toMatch(
      /drawn in d dimensions/,
    );
  });

  it('when theory is asked for a network too wide to integrate', () => {
    expect(issuesOf({ ...curve, widthPrefactor: 300 }).widthPrefactor).toMatch(/p \+ k = 302 fields/);
  });
});
