import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMeanFieldTrajectory, drawParticles } from '@crossover/experiments';
import { Crossover, temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder.path, name), JSON.stringify(content));
  write('two.json', { M: [[0.5, 0.1], [0.2, 0.4]], outOfSpan: [0, 0.3], P: [[1, 0.2], [0.2, 1]] }); // prettier-ignore
  write('ragged.json', { M: [[0.5, 0.1], [0.2]], outOfSpan: [0, 0.3] }); // prettier-ignore
  write('overlaps.json', { Q: [[1]], M: [[0]], P: [[1]] });
  write('teacher.json', { P: [[1, 0.3], [0.3, 2]] }); // prettier-ignore
  write('weights.json', { weights: [[1, 1, 0, 0], [0, 2, 2, 0]] }); // prettier-ignore
  write('singular.json', { P: [[1, 1], [1, 1]] }); // prettier-ignore
  write('outputs.json', [1.5, 0.5]);
});
afterAll(() => folder.remove());

const numbers = z.array(z.number());
const output = z.strictObject({
  model: z.looseObject({ particles: z.int(), gradient: z.number(), variance: z.number(), P: numbers }),
  times: numbers,
  risk: numbers,
  particles: z.array(
    z.strictObject({
      meanOverlap: numbers,
      meanSelfOverlap: z.number(),
      meanOutOfSpan: z.number(),
      alignment: numbers,
      closest: numbers,
    }),
  ),
  alignmentQuantiles: numbers,
  networks: z.array(
    z.strictObject({
      width: z.int(),
      risk: numbers,
      particlesRisk: numbers,
      overlapDifference: numbers,
      largestRiskDifference: z.number(),
      largestOverlapDifference: z.number(),
    }),
  ),
});

async function meanField(words: string) {
  const { code, stdout, stderr } = await crossover(`mean-field ${words}`, { cwd: folder.path });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return output.parse(JSON.parse(stdout));
}

describe('crossover mean-field', () => {
  it('prints what the trajectory of the particles gives, as JSON and nothing else', async () => {
    const found = await meanField('--particles 40 --k 3 --p0 2 --gamma0 3 --times 0,1,5 --seed 7');
    const particles = drawParticles(
      { kind: 'sphere-in-span' },
      { count: 40, teacherWidth: 3, key: 'mean-field/7', draws: 'quasi-random' },
    );
    const trajectory = createMeanFieldTrajectory({ particles, gradient: 1.5, times: [0, 1, 5] });
    trajectory.advance(Infinity);
    expect(found.times).toEqual([0, 1, 5]);
    expect(found.risk).toEqual(trajectory.points.map(({ risk }) => risk));
    expect(found.model).toMatchObject({ particles: 40, gradient: 1.5, initial: 'sphere-in-span', seed: 7 });
    expect(found.particles[0]).toMatchObject({ meanOutOfSpan: 0 });
    expect(found.particles[0].meanSelfOverlap).toBeCloseTo(1, 14);
    expect(found.particles[2].alignment).toHaveLength(found.alignmentQuantiles.length);
    expect(found.networks).toEqual([]);
  });

  it('has 2000 particles unless told otherwise, and log-spaced times for --t-max', async () => {
    const { model, times } = await meanField('--k 1 --t-max 1e-3');
    expect(model.particles).toBe(2000);
    expect(times).toHaveLength(42);
  });

  it('knows Gaussian starts, and the limit in which a particle does not feel itself', async () => {
    const words =
      '--particles 20 --k 2 --initial gaussian --standard-deviation 0.5 --alignment 0.1 --times 0,2';
    const units = await meanField(words);
    const distribution = await meanField(`${words} --particles-are distribution`);
    expect(units.model).toMatchObject({ initial: 'gaussian', standardDeviation: 0.5, alignment: 0.1 });
    expect(units.particles[0].meanOutOfSpan).toBe(0.25);
    expect(distribution.risk[0]).toBeLessThan(units.risk[0]);
  });

  it('starts from the particles in a file, beside their teacher', async () => {
    const { model, particles } = await meanField('--k 2 --initial two.json --times 0');
    expect(model).toMatchObject({ particles: 2, initial: 'two.json', P: [1, 0.2, 0.2, 1] });
    expect(particles[0].meanOverlap[0]).toBeCloseTo(0.35, 14);
    expect(particles[0].meanOutOfSpan).toBeCloseTo(0.15, 14);
  });

  it('takes teachers by their overlaps or weights, with output weights', async () => {
    const words = '--particles 10 --k 2 --times 0';
    const given = await meanField(`${words} --teacher teacher.json --teacher-outputs outputs.json`);
    expect(given.model).toMatchObject({ P: [1, 0.3, 0.3, 2], teacherSecondLayer: [1.5, 0.5] });
    const { model } = await meanField(`${words} --teacher weights.json`);
    expect(model.P).toEqual([0.5, 0.5, 0.5, 2]);
  });

  it('compares with networks of finite width', async () => {
    const words = '--particles 50 --k 2 --initial gaussian --alignment 0.5 --times 0,1 --compare';
    const { networks } = await meanField(`${words} --p 4,16`);
    expect(networks.map(({ width }) => width)).toEqual([4, 16]);
    for (const { risk, particlesRisk, largestRiskDifference } of networks) {
      expect(Math.abs(risk[0] - particlesRisk[0])).toBeLessThan(1e-15);
      expect(largestRiskDifference).toBe(Math.abs(risk[1] - particlesRisk[1]));
    }
    expect(networks[1].largestRiskDifference).toBeLessThan(networks[0].largestRiskDifference);
    const plateau = await meanField(`${words} --p 4 --plateau --noise 0.1 --gamma0 2`);
    expect(plateau.model).toMatchObject({ gradient: 2, variance: 4, noise: 0.1 });
    expect(plateau.networks[0].risk[1]).not.toBe(networks[0].risk[1]);
  });

  it('prints the same numbers as CSV, and a table for people', async () => {
    const words = '--particles 20 --k 2 --times 0,1 --compare --p 3';
    const json = await meanField(words);
    const csv = await crossover(`mean-field ${words} --format csv`);
    const [header, ...rows] = csv.stdout.trim().split('\n');
    expect(header).toMatch(
      /^t,risk,mean_self_overlap,mean_out_of_span,alignment_5,.*,mean_overlap_1,mean_overlap_2,/,
    );
    expect(header).toMatch(/,closest_2,risk_p_3,particles_risk_p_3,overlap_difference_p_3$/);
    const last = rows[1].split(',').map(Number);
    expect(last.slice(0, 3)).toEqual([1, json.risk[1], json.particles[1].meanSelfOverlap]);
    expect(last.slice(-3)).toEqual([
      json.networks[0].risk[1],
      json.networks[0].particlesRisk[1],
      json.networks[0].overlapDifference[1],
    ]);
    const table = await crossover(`mean-field ${words} --format table`);
    expect(table.stdout).toMatch(
      /^mean-field limit, 20 particles · k = 2 · start sphere-in-span · γ₀\/p₀ = 1\n/,
    );
    expect(table.stdout).toMatch(/sup \|ΔR\|/);
  });

  it('stops at Ctrl-C', async () => {
    const command = new Crossover('mean-field --k 4 --t-max 1e6'.split(' '));
    // The first plain line of progress comes after seconds: the computation is on its way then.
    await command.says(/mean field \d+ %/);
    command.kill('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130, stdout: '' });
  }, 60_000);
});

/** Command line and what the message must say. */
const wrong: readonly (readonly [string, RegExp])[] = [
  ['--t-max 1', /required option '--k <integer>' not specified/],
  ['--k 0 --t-max 1', /A positive integer is needed/],
  ['--k 2', /Found neither of --t-max and --times/],
  ['--k 2 --times 0,2,1', /--times: .*strictly increasing/],
  ['--k 2 --times -1,1', /--times: .*times begins with -1/],
  ['--k 2 --t-max 1 --particles 0', /A positive integer is needed/],
  ['--k 2 --t-max 1 --gamma0 0', /A number above 0 is needed/],
  ['--k 2 --t-max 1 --alignment -1', /A number from 0 on is needed/],
  ['--k 2 --t-max 1 --seed 0.5', /An integer from 0 on is needed/],
  ['--k 2 --t-max 1 --draws good', /Allowed choices are random, quasi-random/],
  ['--k 2 --t-max 1 --p 8', /--p says something about --compare: give --compare as well/],
  ['--k 2 --t-max 1 --plateau', /--plateau says something about --compare/],
  ['--k 2 --t-max 1 --compare --noise 1', /--noise says something about --plateau/],
  ['--k 2 --t-max 1 --compare --p 8,0', /A positive integer is needed/],
  ['--k 2 --t-max 1 --initial nowhere.json', /sphere-in-span, gaussian or the path of a JSON file.*ENOENT/],
  ['--k 2 --t-max 1 --initial overlaps.json', /overlaps.json is not a JSON file of the form/],
  ['--k 2 --t-max 1 --initial ragged.json', /M has 3 numbers; it must have 4/],
  ['--k 2 --t-max 1 --initial two.json --particles 3', /holds 2 particles, but --particles is 3/],
  ['--k 2 --t-max 1 --initial two.json --teacher teacher.json', /leave one of them out/],
  ['--k 2 --t-max 1 --initial two.json --compare', /--compare draws networks of other widths/],
  ['--k 2 --t-max 1 --teacher singular.json', /P is singular: teacher 1 depends on those before it/],
  ['--k 3 --t-max 1 --teacher teacher.json', /P has 4 numbers; it must have 9/],
  ['--k 3 --t-max 1 --teacher-outputs outputs.json', /--teacher-outputs: found 2 numbers, but 3 are needed/],
];

describe('wrong usage', () => {
  it.concurrent.each(wrong)('crossover mean-field %s', async (words, message) => {
    const { code, stdout, stderr } = await crossover(`mean-field ${words}`, { cwd: folder.path });
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
