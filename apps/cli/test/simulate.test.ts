import { describe, expect, it } from 'vitest';
import { aggregate, execute, normalizeRunSpecification } from '@crossover/experiments';
import { crossover, Crossover } from './crossover.ts';
import { simulationOutput, theoryOutput } from './output-schemas.ts';

const model = '--p0 4 --k 2 --d 60 --kappa 0 --delta 0.5 --gamma0 4 --noise 1e-2';

async function simulate(words: string) {
  const { code, stdout, stderr } = await crossover(`simulate ${words}`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return simulationOutput.parse(JSON.parse(stdout));
}

function replica(number: number) {
  return normalizeRunSpecification({
    kind: 'simulation',
    widthPrefactor: 4,
    teacherWidth: 2,
    inputDimension: 60,
    kappa: 0,
    delta: 0.5,
    learningRatePrefactor: 4,
    noise: 1e-2,
    times: [0, 1, 5],
    observables: 'overlaps',
    replica: number,
  });
}

describe('crossover simulate', () => {
  it('prints what execution gives for every replica, with mean and standard error', async () => {
    const output = await simulate(`${model} --times 0,1,5 --replicas 3`);
    const results = await Promise.all([0, 1, 2].map((number) => execute(replica(number))));
    const flat = output.replicas.map(({ risk, overlaps }) =>
      risk.flatMap((value, index) => [value, ...overlaps[index].Q.flat(), ...overlaps[index].M.flat()]),
    );
    expect(flat).toEqual(results.map(({ points }) => [...points.data]));
    const { mean, standardError } = aggregate(output.replicas.map(({ risk }) => risk));
    expect(output.risk).toEqual({ mean: [...mean], standardError: [...standardError] });
    expect(output.specification).toMatchObject({ engine: 'projected', replicas: 3, inputDimension: 60 });
    expect(output.specification).not.toHaveProperty('replica');
    expect(output.P.flat()).toEqual([...results[0].P]);
  });

  it('prints the same bytes with one thread and with several', async () => {
    const words = `simulate ${model} --t-max 2 --replicas 4 --seed 7`;
    const [one, three] = await Promise.all([
      crossover(`${words} --threads 1`),
      crossover(`${words} --threads 3`),
    ]);
    expect(one.code).toBe(0);
    expect(one.stdout).toBe(three.stdout);
  });

  it('starts where the theory starts', async () => {
    const output = await simulate(`${model} --times 0`);
    const { stdout } = await crossover(
      'theory --p0 4 --k 2 --kappa 0 --delta 0.5 --gamma0 4 --noise 1e-2 --times 0',
    );
    const theory = theoryOutput.parse(JSON.parse(stdout));
    expect(output.replicas[0].overlaps[0]).toEqual(theory.overlaps[0]);
    expect(output.P).toEqual(theory.P);
  });

  it('says null for the standard error of one replica', async () => {
    const { risk } = await simulate(`${model} --times 0,1`);
    expect(risk.standardError).toEqual([null, null]);
  });

  it('takes the engine that is named, and the one that fits otherwise', async () => {
    const direct = await simulate(`${model} --times 0,1 --engine direct`);
    expect(direct.specification['engine']).toBe('direct');
    const small = '--p0 4 --k 2 --d 5 --kappa 0 --delta 0.5 --gamma0 4 --noise 1e-2 --times 0,1';
    expect((await simulate(small)).specification['engine']).toBe('direct');
  });

  it('runs in the region without a differential equation', async () => {
    const red = '--p0 4 --k 2 --d 60 --kappa 0 --delta -0.6 --gamma0 0.1 --noise 1e-2 --times 0,10';
    expect((await simulate(red)).risk.mean).toHaveLength(2);
  });

  it('prints one row for each replica and time as CSV', async () => {
    const { stdout } = await crossover(`simulate ${model} --times 0,1 --replicas 2 --format csv`);
    const [header, ...rows] = stdout.trim().split('\n');
    expect(header).toMatch(/^replica,t,step,risk,Q_1_1,/);
    const steps = Math.round(60 ** 1.5);
    expect(rows.map((row) => row.split(',').slice(0, 3))).toEqual(
      [['0', '0', '0'], ['0', '1', `${steps}`], ['1', '0', '0'], ['1', '1', `${steps}`]], // prettier-ignore
    );
  });

  it('says on stderr how far it is, and ends with 130 on Ctrl-C', async () => {
    const long = new Crossover(`simulate ${model} --t-max 1e6 --replicas 2`.split(' '));
    await long.says(/simulation \d+ % · 0 of 2 runs · .* left/);
    long.kill('SIGINT');
    const { code, stdout, stderr } = await long.ended;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/crossover: interrupted/);
  });

  it('ends with 1 when the run diverges', async () => {
    const { code, stdout, stderr } = await crossover(
      'simulate --p0 4 --k 2 --d 60 --kappa 0 --delta 0 --gamma0 1e200 --noise 1e200 --times 0,1000',
    );
    expect(stderr).toMatch(/no longer finite.*Use a smaller learning rate/);
    expect(code).toBe(1);
    expect(stdout).toBe('');
  });

  it('stays silent when its reader has seen enough', async () => {
    const writing = new Crossover(`simulate ${model} --t-max 1 --replicas 40`.split(' '));
    writing.closeStdout();
    const { code, stderr } = await writing.ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
