import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expandExperiment,
  parseExperiment,
  presetNames,
  runIdentity,
  findPreset,
} from '@crossover/experiments';
import { z } from 'zod';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const planSchema = z.object({
  experiment: z.string(),
  runs: z.int(),
  finished: z.int(),
  steps: z.number(),
  threads: z.int(),
  cpuSeconds: z.number().positive(),
  wallSeconds: z.number().positive(),
  longestRunSeconds: z.number().positive(),
  memoryBytes: z.number().positive(),
  resultBytes: z.number().positive(),
  points: z.array(
    z.object({ part: z.string(), label: z.string(), runs: z.int(), steps: z.number().nullable() }),
  ),
  warnings: z.array(z.string()),
});

async function planOf(words: readonly string[]) {
  const { code, stdout, stderr } = await crossover(['plan', ...words, '--json'], { cwd: folder.path });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return planSchema.parse(JSON.parse(stdout));
}

describe('crossover plan', () => {
  it('counts runs and steps of a preset, and of what options make of it', async () => {
    const whole = await planOf(['paper/fig3', '--threads', '2']);
    expect(whole).toMatchObject({
      experiment: 'paper/fig3',
      runs: 20,
      finished: 0,
      steps: 1.6e8,
      threads: 2,
    });
    expect(whole.wallSeconds).toBeLessThanOrEqual(whole.cpuSeconds);
    expect(whole.wallSeconds).toBeGreaterThanOrEqual(whole.cpuSeconds / 2);
    const changed = await planOf([
      'paper/fig3',
      '--d',
      '100',
      '--noise',
      '1e-2',
      '--replicas',
      '8',
      '--threads',
      '2',
    ]);
    expect(changed).toMatchObject({ runs: 9, steps: 8e6 });
  });

  it('leaves out what is finished, and says so', async () => {
    const file = join(folder.path, 'small.yaml');
    writeFileSync(
      file,
      'base: {widthPrefactor: 2, teacherWidth: 2, kappa: 0, delta: 0, learningRatePrefactor: 2, noise: 0, inputDimension: 20, times: [0, 1]}\nreplicas: 2\n',
    );
    const out = join(folder.path, 'small');
    await crossover(['run', file, '--quiet', '--out', out]);
    const text = (await crossover(['plan', file, '--out', out])).stdout;
    expect(text).toContain('2 runs, 2 of them finished already');
    expect(text).toContain('Nothing is left to compute.');
  });

  it('sorts parameter points by the parts that ask for them, each once', async () => {
    const { points, runs } = await planOf(['width', '--quick']);
    const labels = points.map(({ part }) => part);
    expect(new Set(labels).size).toBe(6);
    expect(labels).toEqual(labels.toSorted((a, b) => labels.indexOf(a) - labels.indexOf(b)));
    expect(points.reduce((sum, point) => sum + point.runs, 0)).toBe(runs);
    const { stdout } = await crossover('plan width --quick');
    for (const label of new Set(labels)) expect(stdout.split('\n')).toContain(label);
  });

  it('warns of places without an ODE', async () => {
    const flags = '--p0 2 --k 2 --kappa 0 --delta -0.75 --gamma0 2 --noise 0 --d 20 --t-max 10'.split(' ');
    const { warnings } = await planOf(flags);
    expect(warnings.join()).toContain('no ODE');
  });
});

describe('crossover presets', () => {
  it('lists all of them with their runs and the time that they take', async () => {
    const { stdout } = await crossover('presets');
    const duration = String.raw`\d[\d.]* (?:s|min \d\d s|h \d\d min)`;
    const runsOf = (name: string, profile: 'full' | 'quick') =>
      expandExperiment(findPreset(name, profile)!).length;
    for (const name of presetNames) {
      const columns = [runsOf(name, 'full'), duration, runsOf(name, 'quick'), duration];
      expect(stdout).toMatch(new RegExp(`^${name} +${columns.join(' +')} +\\S`, 'm'));
    }
  });

  it('prints one as a file that is read back to the same runs', async () => {
    const { stdout } = await crossover('presets finite-size --quick');
    const experiment = parseExperiment(stdout, { name: 'mine.yaml' });
    const identities = (of: typeof experiment) => expandExperiment(of).map(runIdentity);
    expect(identities(experiment)).toEqual(identities(findPreset('finite-size', 'quick')!));
  });

  it('names those that there are when one is not', async () => {
    const { code, stderr } = await crossover('presets paper/fig99');
    expect(code).toBe(2);
    expect(stderr).toContain('paper/fig9');
  });
});
