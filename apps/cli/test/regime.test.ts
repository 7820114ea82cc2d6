import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { phaseReport, type PhaseReport } from '@crossover/experiments';
import { formatRegime } from '../src/regime/regime-output.ts';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
  const write = (name: string, content: object) =>
    writeFileSync(join(folder.path, name), JSON.stringify(content));
  write('start.json', { Q: [[1, 0.2], [0.2, 1]], M: [[0.3, 0.1], [-0.2, 0.4]], P: [[1, 0], [0, 1]] }); // prettier-ignore
  write('ragged.json', { Q: [[1, 0], [0, 1]], M: [[0.3], [0.1]], P: [[1, 0], [0, 1]] }); // prettier-ignore
  write('indefinite.json', { Q: [[1, 0], [0, 1]], M: [[2, 0], [0, 0]], P: [[1, 0], [0, 1]] }); // prettier-ignore
});
afterAll(() => folder.remove());

const run = '--d 1000 --k 2 --noise 1e-3';
const point = { inputDimension: 1000, teacherWidth: 2, noise: 1e-3 };

const moment = z.strictObject({
  flowTime: z.number(),
  time: z.number(),
  steps: z.int(),
  seconds: z.number().nullable(),
});
const sizes = z.strictObject({ gradient: z.number(), variance: z.number(), noise: z.number() });
const regime = z.enum(['perfect-learning', 'plateau', 'bad-learning', 'no-ode']);

/** The JSON that scripts rely on. */
const regimeOutput = z.strictObject({
  point: z.strictObject({
    inputDimension: z.int(),
    studentWidth: z.int(),
    teacherWidth: z.int(),
    learningRate: z.number(),
    noise: z.number(),
    start: z.enum(['teacher-span', 'sphere', 'given']),
    draws: z.int(),
  }),
  place: z.strictObject({
    regime,
    decidedBy: z.enum(['exponents', 'ratio']),
    theta: z.number().nullable(),
    atThisDimension: regime,
    effectiveTheta: z.number().nullable(),
    timeStep: z.number(),
  }),
  terms: z.strictObject({
    ratio: z.number(),
    perStep: sizes,
    perTime: sizes,
    noiseDominatesBelow: z.number(),
    learningRates: z.strictObject({
      balanced: z.number(),
      critical: z.number().nullable(),
      noEquation: z.number(),
    }),
    criticalDimension: z.number().nullable(),
  }),
  risk: z.strictObject({
    outcome: z.string(),
    method: z.enum(['finite-d-equations', 'closed-forms', 'none']),
    asymptotic: z.strictObject({ median: z.number(), low: z.number(), high: z.number() }).nullable(),
    settled: z.boolean(),
    strays: z.int(),
    runsAway: z.boolean(),
    end: z.looseObject({ moment, risk: z.number() }).nullable(),
    untrained: z.number(),
    representable: z.boolean(),
    representabilityFloor: z.number().nullable(),
    noisePlateau: z.strictObject({ smallRate: z.number(), ofCopies: z.number().nullable() }),
  }),
  milestones: z.array(z.strictObject({ name: z.string(), risk: z.number(), moment: moment.nullable() })),
  escape: z.strictObject({ rate: z.number(), leading: moment, followed: moment.nullable() }).nullable(),
  verdict: z.array(z.string()),
});

async function report(words: string): Promise<z.infer<typeof regimeOutput>> {
  const { code, stdout, stderr } = await crossover(`regime ${words}`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return regimeOutput.parse(JSON.parse(stdout));
}

describe('crossover regime', () => {
  it('prints the phase report of numbers as JSON and nothing else', async () => {
    const output = await report(`${run} --p 4 --gamma 2 --steps-per-second 1e6 --seed 7`);
    const expected = phaseReport({
      ...point,
      studentWidth: 4,
      learningRate: 2,
      stepsPerSecond: 1e6,
      draws: 3,
      key: 'regime/7',
    });
    expect(output).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('takes exponents, and decides by them on the nose', async () => {
    const output = await report(
      `${run} --p0 2 --kappa 0.30000000000000004 --gamma0 2 --delta -0.3 --draws 1`,
    );
    expect(output.point.studentWidth).toBe(16);
    expect(output.place).toMatchObject({ regime: 'plateau', decidedBy: 'exponents', theta: 0 });
  });

  it('starts from the sphere or from the overlaps in a file', async () => {
    const sphere = await report(`${run} --p 2 --gamma 2 --initial sphere --draws 2`);
    expect(sphere.point).toMatchObject({ start: 'sphere', draws: 2 });
    expect(sphere.escape?.followed?.steps).toBeGreaterThan(1e4);
    const given = await report(`${run} --p 2 --gamma 2 --initial ${join(folder.path, 'start.json')}`);
    expect(given.point).toMatchObject({ start: 'given', draws: 1 });
  });

  it('explains the red region instead of refusing it', async () => {
    const { verdict, risk } = await report(`${run} --p0 4 --kappa 0 --gamma0 4 --delta -0.6`);
    expect(risk.outcome).toBe('no-equation');
    expect(verdict.join(' ')).toMatch(/red region.*No differential equation describes this run/);
  });

  it('prints sentences and tables for people', async () => {
    const { stdout, code } = await crossover(`regime ${run} --p 2 --gamma 2 --format table`);
    expect(code).toBe(0);
    const [heading, , ...lines] = stdout.split('\n');
    expect(heading).toBe('d = 1000 · p = 2 · k = 2 · γ = 2 · Δ = 0.001 · 3 starts, teacher-span');
    expect(lines[0]).toMatch(/^γ\/p = 1 at d = 1000 lies on the blue line/);
    expect(stdout).toMatch(/^a step +0\.001 +0\.001 +1e-6$/m);
    expect(stdout).toMatch(/^2 +2 +9\.22731 +63\.2456$/m);
    expect(stdout).toMatch(/^untrained +0\.0833333$/m);
    expect(stdout).toMatch(/^within a factor 2 of the end +\S+ +\S+ +\d+ +–$/m);
  });

  it('has a table for every report', () => {
    const table = (learningRate: number, studentWidth: number, noise = 1e-3): string => {
      const options = { ...point, studentWidth, learningRate, noise, effort: 1e6 };
      const phase: PhaseReport = phaseReport(options);
      return formatRegime(phase, 'table');
    };
    expect(table(4000, 2)).toContain('no ODE\n');
    expect(table(20, 200)).toContain('closed forms\n');
    for (const text of [
      table(1, 2),
      table(1, 3),
      table(1, 2, 0),
      table(15, 2),
      table(20, 200),
      table(4000, 2),
    ]) {
      expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
      expect(text.split('\n').every((line) => line === line.trimEnd())).toBe(true);
    }
  });

  it.each([
    [`${run} --p 2`, /Found a part of what says width and learning rate/],
    [run, /Found neither of what says width/],
    [`${run} --p 2 --gamma 1 --delta 0`, /Found both of what says width/],
    [`${run} --p0 2 --kappa 0 --gamma0 1`, /Found a part of/],
    [`${run} --p 2.5 --gamma 1`, /--p is 2.5; it must be an integer ≥ 1/],
    [`${run} --p 2 --gamma 0`, /--gamma is 0; it must lie in \(0, ∞\)/],
    ['--d 1000 --k 2 --noise -1 --p 2 --gamma 1', /--noise is -1/],
    ['--d 1e3.5 --k 2 --noise 0 --p 2 --gamma 1', /--d.*A number is needed/],
    ['--d 1 --k 2 --noise 0 --p 2 --gamma 1', /2 teachers cannot be orthonormal in d = 1/],
    [`${run} --p 2 --gamma 1 --draws 40`, /--draws is 40; it must lie in the integers 1 … 16/],
    [`${run} --p 2 --gamma 1 --steps-per-second 0`, /A number above 0 is needed/],
    [`${run} --p 2 --gamma 1 --initial gaussian`, /--initial: found "gaussian", but teacher-span, sphere/],
    [`${run} --p 2 --gamma 1 --initial none.json`, /--initial: found "none.json"/],
    [`${run} --p 2 --gamma 1 --initial FOLDER/ragged.json`, /M in .* must have 2 rows of 2 numbers/],
    [`${run} --p 3 --gamma 1 --initial FOLDER/start.json`, /--initial has --p = 2, but the point has 3/],
    [`${run} --p 2 --gamma 1 --initial FOLDER/indefinite.json`, /eigenvalue/],
  ])('refuses %s and says what is needed', async (words, message) => {
    const { code, stdout, stderr } = await crossover(`regime ${words.replace('FOLDER', folder.path)}`);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('--cite', () => {
  const keysOf = (bibtex: string) => [...bibtex.matchAll(/^@\w+\{(\w+),$/gm)].map(([, key]) => key);

  it('prints the papers of a report as BibTeX, without methods that were not used', async () => {
    const followed = await crossover(`regime ${run} --p 2 --gamma 2 --draws 1 --cite`);
    expect(followed.code).toBe(0);
    expect(keysOf(followed.stdout)).toEqual(expect.arrayContaining(['veiga2022', 'saad1995', 'prince1981']));
    const closed = await crossover(`regime ${run} --p 300 --gamma 2 --cite`);
    expect(keysOf(closed.stdout)).toContain('veiga2022');
    expect(keysOf(closed.stdout)).not.toContain('prince1981');
  });

  it('prints those of a theory run, with its options, and solves nothing', async () => {
    const model = '--p0 2 --k 2 --kappa 0 --delta 0 --gamma0 2 --noise 0';
    const plain = await crossover(`theory ${model} --t-max 10 --cite`);
    expect(plain.code).toBe(0);
    expect(keysOf(plain.stdout)).toContain('williams1996');
    const relu = await crossover(`theory ${model} --activation relu --second-layer-rate 1 --cite`);
    expect(keysOf(relu.stdout)).toEqual(expect.arrayContaining(['cho2009', 'tallis1961', 'riegler1995']));
    expect(keysOf(relu.stdout)).not.toContain('williams1996');
    const flow = await crossover(
      `theory ${model.replace('--delta 0', '--delta 0.5')} --activation relu --cite`,
    );
    expect(keysOf(flow.stdout)).toContain('cho2009');
    expect(keysOf(flow.stdout)).not.toContain('tallis1961');
  });
});
