import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, normalizeRunSpecification, runSpecificationSchema } from '@crossover/experiments';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';
import { eventsOutput, theoryOutput } from './output-schemas.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const model = '--p0 4 --k 2 --kappa 0 --gamma0 4 --noise 1e-2';

async function theory(words: string) {
  const { code, stdout, stderr } = await crossover(`theory ${words}`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return theoryOutput.parse(JSON.parse(stdout));
}

describe('crossover theory', () => {
  it('prints what execution gives, as JSON and nothing else', async () => {
    const output = await theory(`${model} --delta 0.5 --times 0,1,10 --seed 3`);
    const specification = normalizeRunSpecification({
      kind: 'theory',
      equations: 'limit',
      widthPrefactor: 4,
      teacherWidth: 2,
      inputDimension: null,
      kappa: 0,
      delta: 0.5,
      learningRatePrefactor: 4,
      noise: 1e-2,
      initial: { kind: 'teacher-span' },
      seed: 3,
      times: [0, 1, 10],
      observables: 'overlaps',
    });
    const { points, P } = await execute(specification);
    expect(output.specification).toEqual(specification);
    expect(output.times).toEqual([0, 1, 10]);
    const flat = output.times.flatMap((_, index) => [
      output.risk[index],
      ...output.overlaps[index].Q.flat(),
      ...output.overlaps[index].M.flat(),
    ]);
    expect(flat).toEqual([...points.data]);
    expect(output.P.flat()).toEqual([...P]);
    expect(output.overlaps[0].Q).toHaveLength(4);
    expect(output.overlaps[0].M[0]).toHaveLength(2);
  });

  it('solves the finite-d equations when asked', async () => {
    const limit = await theory(`${model} --delta 0.5 --times 0,10`);
    const finite = await theory(`${model} --delta 0.5 --times 0,10 --d 100 --equations finite`);
    expect(finite.specification).toMatchObject({ equations: 'finite', inputDimension: 100 });
    expect(finite.overlaps[0]).toEqual(limit.overlaps[0]);
    expect(finite.risk[1]).toBeGreaterThan(limit.risk[1]);
  });

  it('tends from the exact mean of a step to the finite-d equations as d grows', async () => {
    const at = async (d: number, equations: string) =>
      (await theory(`${model} --delta 0 --times 0,5 --d ${d} --equations ${equations}`)).risk[1];
    const distance = async (d: number) => Math.abs((await at(d, 'exact')) / (await at(d, 'finite')) - 1);
    expect(await distance(1e3)).toBeGreaterThan(1e-4);
    expect(await distance(1e3)).toBeLessThan(1e-1);
    expect(await distance(1e5)).toBeLessThan(0.02 * (await distance(1e3)));
  });

  it('knows the options of the networks and of training, and refuses those it has no equations for', async () => {
    const words =
      '--delta 0 --times 0,2 --activation relu --second-layer-rate 1 --weight-decay 0.1 --batch 2';
    const output = await theory(`${model} ${words}`);
    expect(output.specification).toMatchObject({
      activation: 'relu',
      teacherActivation: 'relu',
      batchSize: 2,
    });
    expect(output.secondLayer?.[0]).toEqual([1, 1, 1, 1]);
    expect(output.secondLayer?.[1]).not.toEqual([1, 1, 1, 1]);
    const { code, stderr } = await crossover(`theory ${model} --delta 0 --times 0,2 --lazy`);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--lazy'");
  });

  it('says when the risk falls below a value and a unit is aligned, and when it does not happen', async () => {
    const words = '--delta 0 --t-max 1000 --initial symmetric --risk-below 1e-2,1e-9 --alignment-above 0.9';
    const { stdout } = await crossover(`theory ${model} ${words} --format json`);
    const { events } = eventsOutput.parse(JSON.parse(stdout));
    expect(events.map(({ event, value }) => [event, value])).toEqual([
      ['risk-below', 1e-2],
      ['risk-below', 1e-9],
      ['alignment-above', 0.9],
    ]);
    expect(events[0].risk).toBeCloseTo(1e-2, 9);
    expect(events[1]).toMatchObject({ time: null, risk: null });
    const time = events[0].time ?? Number.NaN;
    const around = await theory(
      `${model} --delta 0 --times ${0.99 * time},${1.01 * time} --initial symmetric`,
    );
    expect(around.risk[0]).toBeGreaterThan(1e-2);
    expect(around.risk[1]).toBeLessThan(1e-2);
    const table = await crossover(`theory ${model} ${words} --format table`);
    expect(table.stdout).toMatch(/R below.*\n.*0\.01.*\n.*–/);
    const wrong = await crossover(`theory ${model} ${words} --risk-below 0`);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('A number above 0 is needed')]);
  });

  it('spaces ten times a decade over four decades for --t-max, and adds 0', async () => {
    const { times } = await theory(`${model} --delta 0 --t-max 100`);
    expect(times).toHaveLength(42);
    expect([times[0], times[1], times.at(-1)]).toEqual([0, 0.01, 100]);
    expect(times[11] / times[1]).toBeCloseTo(10, 4);
  });

  it('does not begin before the first step when d is known', async () => {
    const { times } = await theory(`${model} --delta 0 --t-max 100 --d 10 --equations finite`);
    expect(times[1]).toBe(0.1);
  });

  it('starts from the overlaps in a file', async () => {
    const file = join(folder.path, 'start.json');
    const start = { Q: [[0.5, 0.1], [0.1, 0.4]], M: [[0.3], [-0.2]], P: [[0.7]] }; // prettier-ignore
    writeFileSync(file, JSON.stringify(start));
    const output = await theory(
      `--p0 2 --k 1 --kappa 0 --delta 0 --gamma0 2 --noise 0 --times 0,1 --initial ${file}`,
    );
    expect(output.specification['initial']).toEqual({ kind: 'explicit', ...start });
    expect({ ...output.overlaps[0], P: output.P }).toEqual(start);
  });

  it.each([
    ['gaussian', '--d 50 --standard-deviation 2', { kind: 'gaussian', standardDeviation: 2 }],
    [
      'symmetric',
      '--self-overlap 0.3 --alignment 0.02 --perturbation 0.001',
      { kind: 'symmetric', selfOverlap: 0.3, alignment: 0.02, perturbation: 0.001 },
    ],
    ['sphere', '--d 50', { kind: 'sphere' }],
  ])('knows the start %s and its parameters', async (name, words, initial) => {
    const output = await theory(`${model} --delta 0.5 --times 0 --initial ${name} ${words}`);
    expect(output.specification['initial']).toEqual(initial);
  });

  it('prints a complete specification that can be executed again', async () => {
    const { specification } = await theory(`${model} --delta 0.5 --times 0,1 --initial symmetric`);
    expect(runSpecificationSchema.parse(specification)).toEqual(specification);
  });

  it('prints the same numbers as CSV, and a table for people', async () => {
    const json = await theory(`${model} --delta 0.5 --times 0,1`);
    const csv = await crossover(`theory ${model} --delta 0.5 --times 0,1 --format csv`);
    const [header, ...rows] = csv.stdout.trim().split('\n');
    expect(header).toMatch(/^t,risk,Q_1_1,Q_1_2,.*,Q_4_4,M_1_1,M_1_2,.*,M_4_2$/);
    const first = [0, json.risk[0], ...json.overlaps[0].Q.flat(), ...json.overlaps[0].M.flat()];
    expect(rows[0].split(',').map(Number)).toEqual(first);
    const table = await crossover(`theory ${model} --delta 0.5 --times 0,1 --format table`);
    expect(table.stdout).toMatch(/regime perfect-learning · p = 4 · k = 2/);
    expect(table.stdout.trim().split('\n')).toHaveLength(4);
  });
});
