import { describe, expect, it } from 'vitest';
import {
  describeRun,
  estimateWork,
  execute,
  expandExperiment,
  groupReplicas,
  InvalidSpecificationError,
  normalizeRunSpecification,
  riskOf,
  runIdentity,
  theoryEvents,
  theoryFluctuations,
  theoryPartners,
  theoryProblem,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { experiment } from '../sweeps/sample-experiment.ts';

type TheoryInput = NonNullable<Parameters<typeof theory>[0]>;

const meanField = (overrides: TheoryInput = {}) =>
  theory({ equations: 'mean-field', delta: 0.5, widthPrefactor: 16, ...overrides });

function issuesOf(overrides: Record<string, unknown>): Record<string, string> {
  try {
    meanField(overrides);
    return {};
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
}

async function risksOf(run: ReturnType<typeof theory>): Promise<number[]> {
  return [...riskOf(run, (await execute(run)).points)];
}

describe('a mean-field run', () => {
  it('is the same whatever d, noise and batch size are', () => {
    const run = meanField();
    expect(run).toMatchObject({ inputDimension: null, noise: 0, batchSize: 1 });
    const others = [{ inputDimension: 77 }, { noise: 3 }, { batchSize: 5 }];
    others.forEach((other) => expect(runIdentity(meanField(other))).toBe(runIdentity(run)));
    expect(normalizeRunSpecification(run)).toEqual(run);
    const different = [
      { seed: 8 },
      { widthPrefactor: 17 },
      { learningRatePrefactor: 3 },
      { teacherWidth: 3 },
    ];
    different.forEach((other) => expect(runIdentity(meanField(other))).not.toBe(runIdentity(run)));
  });

  it('has round(p₀ d^κ) particles, for which it needs d when κ is not 0', () => {
    expect(describeRun(meanField({ kappa: 0.5, inputDimension: 100, widthPrefactor: 2 }))).toMatchObject({
      studentWidth: 20,
      inputDimension: 100,
    });
    expect(issuesOf({ kappa: 0.5, inputDimension: null })).toHaveProperty('inputDimension');
  });

  it('may be as wide as any student', () => {
    expect(issuesOf({ widthPrefactor: 4096 })).toEqual({});
    expect(issuesOf({ widthPrefactor: 4097 }).widthPrefactor).toMatch(/1 to 4096/);
    const times = Array.from({ length: 2000 }, (_, index) => index);
    expect(issuesOf({ widthPrefactor: 4096, times }).times).toMatch(/fewer output times or fewer particles/);
  });

  it('says what it is in the legend, without the noise that it does not have', () => {
    expect(describeRun(meanField()).label).toBe('perfect learning · mean-field theory');
    expect(describeRun(meanField({ delta: 0 })).regime).toBe('plateau');
  });

  it('is refused with a reason where it is no limit of the model', () => {
    expect(issuesOf({ delta: -0.2 }).delta).toMatch(/ϑ = κ \+ δ = -0.2 .* choose κ \+ δ ≥ 0/);
    expect(issuesOf({ delta: -0.7 }).delta).toMatch(/no deterministic limit/);
    expect(issuesOf({ observables: 'overlaps' }).observables).toMatch(/observables "risk"/);
    expect(issuesOf({ activation: 'relu' }).activation).toMatch(/found "relu", .* "erf" only/);
    expect(issuesOf({ teacherActivation: 'sign' }).teacherActivation).toMatch(/found "sign"/);
    expect(issuesOf({ secondLayer: { kind: 'trained', rate: 1 } }).secondLayer).toMatch(/fixed second layer/);
    expect(issuesOf({ secondLayer: { kind: 'fixed', teacher: [1, 2, 3] } })['secondLayer.teacher']).toMatch(
      /3 numbers, but 2/,
    );
    expect(issuesOf({ weightDecay: 0.1 }).weightDecay).toMatch(/found 0.1, .* no weight decay/);
    expect(Object.keys(issuesOf({ initial: { kind: 'sphere' } }))).toEqual(['initial']);
    expect(issuesOf({ initial: { kind: 'sphere' } }).initial).toMatch(/use "teacher-span" or "explicit"/);
    const singular = {
      kind: 'teacher-span',
      teacher: {
        P: [
          [1, 1],
          [1, 1],
        ],
      },
    };
    expect(issuesOf({ initial: singular })).toHaveProperty('initial');
  });

  it('takes an explicit start of which particles can be, and no other', () => {
    const explicit = (offDiagonal: number) => ({
      kind: 'explicit',
      Q: [
        [0.7, offDiagonal],
        [offDiagonal, 0.6],
      ],
      M: [
        [0.3, 0.2],
        [0.1, -0.4],
      ],
      P: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(issuesOf({ widthPrefactor: 2, initial: explicit(0.3 * 0.1 - 0.2 * 0.4) })).toEqual({});
    expect(issuesOf({ widthPrefactor: 2, initial: explicit(0.1) }).initial).toMatch(
      /overlap by 0\.1\d* outside the teacher's span/,
    );
  });

  it('answers no questions about overlaps', async () => {
    expect(() => theoryProblem(meanField())).toThrow(/are of particles/);
    const scattered = meanField({ kappa: 0.5, inputDimension: 100, widthPrefactor: 1 });
    await expect(theoryFluctuations(scattered)).rejects.toThrow(/are of particles/);
    await expect(theoryEvents(meanField(), [{ kind: 'risk-below', value: 1e-3 }])).rejects.toThrow(
      /are of particles/,
    );
  });

  it('is partner of no simulation', () => {
    const runs = [
      simulation({ delta: 0.5, widthPrefactor: 16 }),
      meanField(),
      theory({ delta: 0.5, widthPrefactor: 16, equations: 'limit' }),
    ];
    const groups = groupReplicas(runs);
    expect(theoryPartners(groups[0], groups).map(({ members }) => members)).toEqual([[2]]);
  });

  it('stands beside simulations in an experiment, once for all dimensions and noises', () => {
    const runs = expandExperiment(
      experiment({
        base: { delta: 0.5 },
        axes: { inputDimension: [10, 20], noise: [0, 0.1] },
        theory: ['mean-field'],
      }),
    );
    expect(runs.filter(({ kind }) => kind === 'theory')).toHaveLength(1);
    expect(runs).toHaveLength(5);
  });

  it('is expected to take as long as N² k says', () => {
    const work = (overrides: TheoryInput) => estimateWork(meanField(overrides));
    expect(work({ widthPrefactor: 2000 }) / work({ widthPrefactor: 1000 })).toBeCloseTo(4, 0);
    expect(work({ widthPrefactor: 1000, teacherWidth: 8 })).toBeGreaterThan(
      2 * work({ widthPrefactor: 1000 }),
    );
  });
});

describe('the risk of particles', () => {
  const times = [0, 1, 5, 20];
  const inSpan = {
    kind: 'explicit' as const,
    Q: [
      [0.65, 0.1, 0.35],
      [0.1, 0.2, 0.1],
      [0.35, 0.1, 0.25],
    ],
    M: [
      [0.7, 0.4],
      [-0.2, 0.4],
      [0.3, 0.4],
    ],
    P: [
      [1, 0],
      [0, 1],
    ],
  };
  // Q = M Mᵀ, to the last digit.
  const Q = inSpan.M.map((row) => inSpan.M.map((other) => row[0] * other[0] + row[1] * other[1]));
  const initial = { ...inSpan, Q };

  it('is that of the limit equations of the same units when they lie in the teacher’s span', async () => {
    const shared = { delta: 0.5, widthPrefactor: 3, learningRatePrefactor: 2, initial, times };
    const particles = await risksOf(theory({ ...shared, equations: 'mean-field' }));
    const limit = await risksOf(theory({ ...shared, equations: 'limit' }));
    // Two integrations at the tolerance 1e-9.
    particles.forEach((risk, index) => expect(Math.abs(risk / limit[index] - 1)).toBeLessThan(1e-6));
  });

  it('does not contain the variance of the steps that the plateau has', async () => {
    const shared = { delta: 0, widthPrefactor: 3, learningRatePrefactor: 3, initial, times };
    const green = await risksOf(theory({ ...shared, delta: 0.5, equations: 'mean-field' }));
    const blue = await risksOf(theory({ ...shared, equations: 'mean-field' }));
    const network = await risksOf(theory({ ...shared, equations: 'limit' }));
    expect(blue).toEqual(green);
    expect(Math.abs(network[3] / blue[3] - 1)).toBeGreaterThan(0.1);
  });

  it('is nearer to that of the law than independent units would be', async () => {
    const p = 1024;
    const seeds = [0, 1, 2, 3];
    const risks = await Promise.all(
      seeds.map((seed) =>
        risksOf(meanField({ widthPrefactor: p, learningRatePrefactor: p, seed, times: [0] })),
      ),
    );
    // At p = ∞, R = ½ E f² = 1/(6k) = 1/12: the law has no preferred direction. Of independent units the term −E[f f̂] of R spreads
    // by sd[(1/k) Σ_r (2/π) asin(A_r/2)]/√p ≈ 1/(2π√p); four of them would all be within a quarter of that with probability 0.0015.
    risks.forEach(([risk]) => expect(Math.abs(risk - 1 / 12)).toBeLessThan(1 / (8 * Math.PI * Math.sqrt(p))));
  });
});
