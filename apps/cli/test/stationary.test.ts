import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inProcess as crossover } from './in-process.ts';

const matrix = z.array(z.array(z.number()));
const output = z.strictObject({
  specification: z.looseObject({ kind: z.literal('theory') }),
  stationary: z
    .strictObject({
      risk: z.number(),
      residual: z.number(),
      verdict: z.enum(['stable', 'marginal', 'unstable']),
      leading: z.number(),
      multiplicity: z.int(),
      eigenvalues: z.array(z.strictObject({ real: z.number(), imaginary: z.number() })),
      nullity: z.int(),
      smallestEigenvalue: z.number(),
      Q: matrix,
      M: matrix,
      P: matrix,
      secondLayer: z.array(z.number()).optional(),
    })
    .optional(),
  stability: z
    .strictObject({
      symmetricPlateau: z
        .strictObject({
          Q: z.number(),
          C: z.number(),
          M: z.number(),
          risk: z.number(),
          escapeRate: z.number(),
          multiplicity: z.int(),
          perturbation: z.number(),
          predictedEscapeTime: z.number().nullable(),
          escapeTime: z.number().nullable(),
        })
        .nullable(),
      criticalFactor: z.number().nullable(),
      noiseFloor: z.number().nullable(),
      reasons: z.record(z.string(), z.string()),
    })
    .optional(),
});

async function theory(words: string) {
  const { code, stdout, stderr } = await crossover(`theory ${words}`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

const json = async (words: string) => output.parse(JSON.parse(await theory(`${words} --format json`)));

const two = '--p0 2 --k 2 --kappa 0 --gamma0 4';

describe('crossover theory --stationary', () => {
  it('prints the state that the trajectory ends in', async () => {
    const { stationary, stability, specification } = await json(
      '--p0 3 --k 4 --kappa 0 --delta 0.5 --gamma0 3 --noise 0 --stationary',
    );
    expect(stationary!.risk).toBeCloseTo(7.731e-4, 7);
    expect(stationary!.verdict).toBe('stable');
    expect(stationary!.residual).toBeLessThan(1e-15);
    expect(stationary!.Q).toHaveLength(3);
    expect(stationary!.M[0]).toHaveLength(4);
    expect(stationary!.eigenvalues).toHaveLength(18);
    expect(stability).toBeUndefined();
    expect(specification).not.toHaveProperty('times');
  });

  it('includes the output weights where they are trained', async () => {
    const { stationary } = await json(
      '--p0 1 --k 2 --kappa 0 --delta 0.5 --gamma0 1 --noise 0 --second-layer-rate 1 --stationary',
    );
    expect(stationary!.secondLayer).toHaveLength(1);
  });

  it('shows it as text on a terminal', async () => {
    const text = await theory(`${two} --delta 0 --noise 1e-3 --stationary --format table`);
    expect(text).toMatch(/^theory, limit equations · regime plateau · p = 2/);
    expect(text).toMatch(/stability +stable: every perturbation decays exponentially/);
    expect(text).toMatch(/slowest rate +-0\.0\d+ per unit of t, 1-fold/);
    expect(text).toMatch(/Q\n +1\.\d{6} +-?0\.\d{6}\n/);
    expect(text).toMatch(/eigenvalues\n/);
  });

  it('fails with what was reached when units grow without bound', async () => {
    const { code, stdout, stderr } = await crossover(
      'theory --p0 4 --k 2 --kappa 0 --delta 0 --gamma0 4 --noise 0.1 --stationary',
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/does not settle: at t = .* Units grow without bound/);
  });
});

describe('crossover theory --stability', () => {
  it('prints the symmetric plateau, the escape from it, the critical rate and the noise floor', async () => {
    const { stability, stationary } = await json(
      `${two} --delta 0 --noise 0 --stability --perturbation 1e-6`,
    );
    const plateau = stability!.symmetricPlateau!;
    expect(plateau.Q).toBeCloseTo(0.4350849454, 9);
    expect(4 * plateau.risk).toBeCloseTo(0.0206565328, 9);
    expect(plateau.escapeRate).toBeCloseTo(0.05914044, 8);
    expect(plateau.predictedEscapeTime).toBeCloseTo(Math.log(1e5) / 0.059140440189, 5);
    expect(Math.abs(plateau.escapeTime! / plateau.predictedEscapeTime! - 1)).toBeLessThan(0.01);
    // γ₀ = 4 is η = 1.
    expect(stability!.criticalFactor).toBeCloseTo(2.3068277, 7);
    expect(stability!.noiseFloor).toBe(0);
    expect(stability!.reasons).toEqual({});
    expect(stationary).toBeUndefined();
  });

  it('says why there is none of something', async () => {
    const words = '--p0 3 --k 2 --kappa 0 --delta 0.5 --gamma0 3 --noise 0 --stability --second-layer-rate 1';
    const { stability } = await json(words);
    expect(stability).toMatchObject({ symmetricPlateau: null, criticalFactor: null, noiseFloor: null });
    expect(stability!.reasons['symmetricPlateau']).toMatch(/fixed second layer/);
    expect(stability!.reasons['criticalFactor']).toMatch(/3 units and the teacher 2/);
    const text = await theory(`${words} --format table`);
    expect(text).toMatch(/The symmetric plateau\n +– .*fixed second layer/);
    expect(text).toMatch(/critical learning rate +– .*3 units and the teacher 2/);
  });

  it('goes together with --stationary', async () => {
    const words = `${two} --delta 0.5 --noise 1e-3 --d 1000 --equations finite --stability --stationary`;
    const { stability, stationary } = await json(words);
    expect(stationary!.risk / stability!.noiseFloor!).toBeCloseTo(1, 1);
    const text = await theory(`${words} --format table`);
    expect(text.indexOf('The stationary state')).toBeLessThan(text.indexOf('The symmetric plateau'));
  });
});

describe('both', () => {
  it('are about no time, and no curve', async () => {
    for (const [words, message] of [
      ['--stationary --t-max 10', /leave --t-max and --times out/],
      ['--stability --times 0,1', /leave --t-max and --times out/],
      ['--stationary --format csv', /take json or table/],
    ] as const) {
      const { code, stderr } = await crossover(`theory ${two} --delta 0 --noise 0 ${words}`);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
  });
});
