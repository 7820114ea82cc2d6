import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEventSchema } from '../src/local/run-events.ts';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const experiment = {
  name: 'events',
  parts: [
    {
      base: {
        widthPrefactor: 2,
        teacherWidth: 2,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 2,
        inputDimension: 20,
        times: [0, 1],
      },
      axes: { noise: [1e-3, 1e300] },
      replicas: 2,
    },
  ],
};

describe('crossover run --json', () => {
  it('writes events that a program can follow: plan, starts, results, failures, end', async () => {
    const file = join(folder.path, 'events.json');
    writeFileSync(file, JSON.stringify(experiment));
    const good = await crossover([
      'run',
      file,
      '--noise',
      '1e-3',
      '--json',
      '--out',
      join(folder.path, 'good'),
    ]);
    const events = good.stdout
      .trim()
      .split('\n')
      .map((line) => runEventSchema.parse(JSON.parse(line)));
    expect(good.code).toBe(0);
    expect(good.stderr).toBe('');
    const [plan] = events;
    if (plan.event !== 'plan') throw new Error(`the first event is ${plan.event}`);
    expect(plan.runs).toHaveLength(2);
    const ids = plan.runs.map(({ run }) => run).toSorted();
    for (const kind of ['start', 'result'] as const) {
      const told = events.flatMap((event) => (event.event === kind ? [event.run] : []));
      expect(told.toSorted()).toEqual(ids);
    }
    const digests = events.flatMap((event) => (event.event === 'result' ? [[event.run, event.digest]] : []));
    for (const [run, digest] of digests) {
      const stored = readFileSync(join(folder.path, 'good', 'runs', `${run}.json`), 'utf8');
      expect(JSON.parse(stored)).toMatchObject({ id: run, digest });
    }
    const figures = events.flatMap((event) => (event.event === 'figure' ? [event] : []));
    expect(events.at(-1)).toMatchObject({ figures: figures.map(({ figure }) => figure) });
    expect(figures.length).toBeGreaterThan(0);
    for (const { file } of figures) expect(existsSync(file)).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: 'end', runs: { total: 2, reused: 0, executed: 2 } });
  });

  it('tells of failures, and then there is no end', async () => {
    const file = join(folder.path, 'events.json');
    writeFileSync(file, JSON.stringify(experiment));
    const { code, stdout } = await crossover(['run', file, '--json', '--out', join(folder.path, 'bad')]);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => runEventSchema.parse(JSON.parse(line)));
    expect(code).toBe(1);
    expect(events.filter(({ event }) => event === 'failure')).toHaveLength(2);
    expect(events.filter(({ event }) => event === 'result')).toHaveLength(2);
    expect(events.some(({ event }) => event === 'end')).toBe(false);
  });
});
