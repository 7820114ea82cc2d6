import { describe, expect, it } from 'vitest';
import {
  changedOptions,
  describeRun,
  execute,
  expandExperiment,
  givenInputsDigest,
  groupReplicas,
  InvalidSpecificationError,
  normalizeRunSpecification,
  riskOf,
  secondLayerAt,
  theoryPartners,
  type RunInput,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

function issuesOf(input: unknown): Record<string, string> {
  try {
    normalizeRunSpecification(input);
    return {};
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
}

const base: RunInput = { ...simulation(), kind: 'simulation' };

describe('the options of the model', () => {
  it('are spelled out in the complete specification, the teacher following the student', () => {
    const run = simulation({ activation: 'relu' });
    expect(run).toMatchObject({
      teacherActivation: 'relu',
      secondLayer: { kind: 'fixed', student: null, teacher: null },
      weightDecay: 0,
      batchSize: 1,
      training: 'full',
      inputs: { kind: 'isotropic' },
    });
    expect(normalizeRunSpecification(run)).toEqual(run);
    expect(changedOptions(run)).toEqual(['activation']);
    expect(changedOptions(simulation())).toEqual([]);
  });

  it('choose the engine: overlaps alone are enough for isotropic inputs only, and lazy training has more of them', () => {
    expect(simulation().engine).toBe('projected');
    expect(simulation({ inputs: { kind: 'power-law', exponent: 1 } }).engine).toBe('direct');
    expect(simulation({ inputDimension: 5, training: 'lazy' }).engine).toBe('direct');
    expect(simulation({ inputDimension: 6, training: 'lazy' }).engine).toBe('projected');
  });

  it('are refused where they describe nothing, with the field', () => {
    expect(
      issuesOf({ ...base, engine: 'projected', inputs: { kind: 'power-law', exponent: 1 } }).engine,
    ).toMatch(/Markov chain only for isotropic/);
    expect(issuesOf({ ...base, engine: 'projected', inputDimension: 5, training: 'lazy' }).engine).toMatch(
      /2p \+ k = 2·2 \+ 2 = 6 for lazy training; it is 5/,
    );
    expect(issuesOf({ ...base, activation: 'sign' }).activation).toMatch(/one of "erf", "relu"/);
    expect(issuesOf({ ...base, weightDecay: 11 }).weightDecay).toMatch(
      /takes away 1.1 of the weights in a step/,
    );
    expect(issuesOf({ ...base, batchSize: 0 }).batchSize).toMatch(/an integer from 1/);
    expect(issuesOf({ ...base, secondLayer: { kind: 'fixed', student: [1, 2, 3] } })).not.toEqual({});
    expect(issuesOf({ ...base, secondLayer: { kind: 'trained' } })).not.toEqual({});
    expect(issuesOf({ ...base, inputs: { kind: 'spectrum', eigenvalues: [1, -1] } })).not.toEqual({});
    expect(issuesOf({ ...base, inputs: { kind: 'spectrum', eigenvalues: [1, 1] } })).not.toEqual({});
  });

  it('are checked at any width, and without building what is written in them', () => {
    const wide = {
      ...base,
      widthPrefactor: 300,
      inputDimension: 1e9,
      engine: 'projected' as const,
      batchSize: 1,
    };
    expect(issuesOf({ ...wide, inputs: { kind: 'power-law', exponent: 1 } }).engine).toMatch(/isotropic/);
    expect(issuesOf({ ...wide, inputDimension: 100 }).engine).toMatch(/p \+ k = 300 \+ 2 = 302; it is 100/);
    const outputs = { kind: 'fixed' as const, student: [1, 2, 3] };
    expect(issuesOf({ ...wide, secondLayer: outputs })['secondLayer.student']).toMatch(/3 numbers, but 300/);
    const inputs = { kind: 'spectrum' as const, eigenvalues: [1, 1] };
    expect(
      issuesOf({ ...wide, engine: 'direct', inputDimension: 400, inputs })['inputs.eigenvalues'],
    ).toMatch(/2 numbers, but 400/);
    const given = { kind: 'given' as const, digest: '0'.repeat(64), rows: 10, passes: 2 };
    expect(issuesOf({ ...base, inputs: given }).inputs).toMatch(/needs 30 inputs/);
  });

  it('are part of a theory run, but for those under which the overlaps obey no equations of their own', () => {
    const curve = { ...theory(), kind: 'theory' };
    expect(theory({ activation: 'relu', batchSize: 5 })).toMatchObject({
      activation: 'relu',
      teacherActivation: 'relu',
      batchSize: 5,
      weightDecay: 0,
    });
    expect(theory()).not.toHaveProperty('training');
    expect(issuesOf({ ...curve, training: 'lazy' }).training).toMatch(
      /found "lazy".*equations of the theory/,
    );
    expect(issuesOf({ ...curve, inputs: { kind: 'power-law', exponent: 1 } }).inputs).toMatch(/isotropic/);
    expect(
      issuesOf({ ...curve, secondLayer: { kind: 'fixed', student: [1] } })['secondLayer.student'],
    ).toMatch(/1 numbers, but 2/);
    expect(issuesOf({ ...curve, weightDecay: 11 }).weightDecay).toMatch(/a step can take away at most all/);
    expect(issuesOf({ ...curve, equations: 'limit', weightDecay: 11 })).toEqual({});
    expect(normalizeRunSpecification({ ...curve, activation: 'erf', training: 'full' })).toEqual(theory());
  });

  it('join simulations with the theory of the same model, and keep them apart from any other', () => {
    const runs = [
      theory(),
      theory({ batchSize: 2 }),
      simulation(),
      simulation({ batchSize: 2 }),
      simulation({ inputs: { kind: 'power-law', exponent: 1 } }),
    ];
    const groups = groupReplicas(runs);
    expect(theoryPartners(groups[2], groups)).toEqual([groups[0]]);
    expect(theoryPartners(groups[3], groups)).toEqual([groups[1]]);
    expect(theoryPartners(groups[4], groups)).toEqual([]);
  });

  it('are named in words', () => {
    expect(describeRun(simulation({ activation: 'relu', batchSize: 4, training: 'lazy' })).label).toContain(
      'relu · b = 4 · lazy · simulation',
    );
  });

  it('can be swept', () => {
    const runs = expandExperiment({
      name: 'activations',
      parts: [
        {
          base: {
            widthPrefactor: 2,
            teacherWidth: 2,
            kappa: 0,
            delta: 0,
            learningRatePrefactor: 2,
            noise: 0,
            inputDimension: 20,
            times: { tMax: 1, points: 3 },
          },
          axes: { activation: ['erf', 'relu'], batchSize: [1, 4] },
        },
      ],
    });
    expect(runs).toHaveLength(4);
  });
});

describe('a trained second layer', () => {
  it('is part of the records with overlaps: it starts where it was told to, and moves', async () => {
    const secondLayer = { kind: 'trained' as const, rate: 2, student: [1, 0.5] };
    const result = await execute(simulation({ secondLayer, observables: 'overlaps' }));
    expect(secondLayerAt(result, 0)).toEqual(Float64Array.of(1, 0.5));
    expect(secondLayerAt(result, 3)).not.toEqual(secondLayerAt(result, 0));
    expect(secondLayerAt(await execute(simulation({ observables: 'overlaps' })), 0)).toBeNull();
  });
});

describe('a given teacher', () => {
  it('is the same for every kind of start, by overlaps or by weights', async () => {
    const P = [
      [1, 0.5],
      [0.5, 1],
    ];
    for (const kind of ['teacher-span', 'sphere'] as const) {
      const result = await execute(simulation({ initial: { kind, teacher: { P } } }));
      expect(Array.from(result.P)).toEqual(P.flat());
    }
    const weights = [0, 1].map((r) => Array.from({ length: 10 }, (_, j) => (j === r ? Math.sqrt(10) : 0)));
    const { P: found } = await execute(simulation({ initial: { kind: 'sphere', teacher: { weights } } }));
    found.forEach((entry, index) => expect(entry).toBeCloseTo(index % 3 === 0 ? 1 : 0, 14));
  });

  it('is refused when no weights have its overlaps', () => {
    const teacher = { P: [[1, 2], [2, 1]] }; // prettier-ignore
    expect(issuesOf({ ...base, initial: { kind: 'sphere', teacher } }).initial).toMatch(
      /not positive semidefinite/,
    );
  });
});

describe('given inputs', () => {
  const rows = Float64Array.from({ length: 400 }, (_, index) => Math.sin(index * index));
  const inputs = { kind: 'given' as const, digest: givenInputsDigest(rows), rows: 40, passes: 1 };
  const run = () => simulation({ inputs, times: [0, 2] });

  it('are handed over beside the specification, which knows them by their digest', async () => {
    const { specification, points } = await execute(run(), { inputs: rows });
    expect(riskOf(specification, points)[1]).toBeGreaterThan(0);
    await expect(execute(run())).rejects.toThrow(/were not handed over/);
    await expect(execute(run(), { inputs: rows.map((x) => -x) })).rejects.toThrow(/have the digest/);
  });

  it('do not travel: an experiment of them is refused', () => {
    const { widthPrefactor, teacherWidth, kappa, delta, learningRatePrefactor, noise, inputDimension } =
      run();
    const sizes = {
      widthPrefactor,
      teacherWidth,
      kappa,
      delta,
      learningRatePrefactor,
      noise,
      inputDimension,
    };
    const parameters = { ...sizes, inputs, times: { tMax: 2, points: 2 } };
    expect(() => expandExperiment({ name: 'given', parts: [{ base: parameters }] })).toThrow(
      /crossover simulate/,
    );
  });
});
