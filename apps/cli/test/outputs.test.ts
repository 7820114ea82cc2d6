import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runResultResponseSchema, type RunResultResponse } from '@crossover/protocol';
import { provenanceSchema } from '../src/export/provenance.ts';
import { temporaryFolder, type Ended } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';
import { readNpy, type ReadArray } from './readers/npy.ts';
import { elementsOf, readMarkup } from './readers/xml.ts';

const experiment = {
  name: 'outputs',
  title: 'Two dimensions & <one> "teacher"',
  question: 'Does everything arrive?',
  parts: [
    {
      label: 'trained',
      base: {
        widthPrefactor: 3,
        teacherWidth: 2,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 3,
        noise: 1e-3,
        observables: 'overlaps',
        secondLayer: { kind: 'trained', rate: 0.1 },
        times: { tMax: 3, points: 4 },
      },
      axes: { inputDimension: [20, 40] },
      replicas: 3,
      theory: ['finite'],
    },
  ],
};

let folder: ReturnType<typeof temporaryFolder>;
let out: string;
let ended: Ended;
let runs: RunResultResponse[];

const bytesOf = (...path: string[]): Buffer => readFileSync(join(out, ...path));
const textOf = (...path: string[]): string => bytesOf(...path).toString('utf8');

beforeAll(async () => {
  folder = temporaryFolder();
  out = join(folder.path, 'out');
  writeFileSync(join(folder.path, 'outputs.json'), JSON.stringify(experiment));
  ended = await crossover(['run', 'outputs.json', '--out', out], { cwd: folder.path });
  const stored = JSON.parse(textOf('results.json')) as { runs: unknown[] };
  runs = stored.runs.map((run) => runResultResponseSchema.parse(run));
}, 60_000);
afterAll(() => folder.remove());

it('leaves every file whole, and nothing else', () => {
  expect(ended).toMatchObject({ code: 0 });
  expect(JSON.parse(ended.stdout)).toMatchObject({ figures: ['trajectories', 'phase-diagram'] });
  expect(readdirSync(out).sort()).toEqual([
    'checkpoints',
    'comparison.csv',
    'comparison.json',
    'experiment.json',
    'figures',
    'provenance.json',
    'references.bib',
    'results.csv',
    'results.json',
    'results.npz',
    'results.parquet',
    'runs',
  ]);
  const extensions = ['csv', 'json', 'png', 'svg', 'vl.json'];
  expect(readdirSync(join(out, 'figures')).sort()).toEqual(
    ['phase-diagram', 'trajectories'].flatMap((name) =>
      extensions.map((extension) => `${name}.${extension}`),
    ),
  );
});

describe('data', () => {
  it('has the rows of the CSV file in Parquet, with types', async () => {
    const file = new Uint8Array(bytesOf('results.parquet')).buffer;
    const rows = await parquetReadObjects({ file });
    const [header = '', ...lines] = textOf('results.csv').trimEnd().split('\n');
    expect(rows).toHaveLength(8 * 5);
    const cell = (value: unknown): string =>
      value === null
        ? ''
        : typeof value === 'bigint' || typeof value === 'number'
          ? String(value)
          : (value as string);
    expect(rows.map((row) => Object.values(row).map(cell).join(','))).toEqual(lines);
    expect(Object.keys(rows[0]).join(',')).toBe(header);
    expect(rows[0]).toMatchObject({ k: 2, d: 20n, seed: 0n, equations: 'finite', replica: null });
    expect(typeof rows[0].risk).toBe('number');
    const metadata = parquetMetadata(file).key_value_metadata ?? [];
    const stored = metadata.find(({ key }) => key === 'crossover.experiment')?.value ?? '';
    expect(JSON.parse(stored)).toEqual(JSON.parse(textOf('experiment.json')));
  });

  it('has all numbers of all runs as NumPy arrays, replicas together', () => {
    const files = unzipSync(new Uint8Array(bytesOf('results.npz')));
    const { groups } = JSON.parse(Buffer.from(files['index.json']).toString('utf8')) as {
      groups: { group: string; runs: { id: string }[]; arrays: Record<string, number[]> }[];
    };
    expect(groups.map((group) => group.runs.length)).toEqual([1, 3, 1, 3]);
    const seen = new Set(['index.json']);
    for (const { group, runs: members, arrays } of groups) {
      const found: Record<string, ReadArray> = {};
      for (const [name, shape] of Object.entries(arrays)) {
        found[name] = readNpy(files[`${group}/${name}.npy`]);
        seen.add(`${group}/${name}.npy`);
        expect(found[name].shape).toEqual(shape);
      }
      const results = members.map(({ id }) => runs.find((run) => run.id === id) as RunResultResponse);
      const n = members.length;
      expect(found.t).toMatchObject({ shape: [5], values: results[0].times });
      expect(found.risk).toMatchObject({ shape: [n, 5], values: results.flatMap(({ risk }) => risk) });
      const overlaps = results.flatMap((result) => result.overlaps ?? []);
      expect(found.Q).toMatchObject({ shape: [n, 5, 3, 3], values: overlaps.flatMap(({ Q }) => Q.flat()) });
      expect(found.M).toMatchObject({ shape: [n, 5, 3, 2], values: overlaps.flatMap(({ M }) => M.flat()) });
      const a = results.flatMap(({ secondLayer = [] }) => secondLayer.flat());
      expect(found.a).toMatchObject({ shape: [n, 5, 3], values: a });
      expect(found.P).toMatchObject({ shape: [2, 2], values: results[0].P.flat() });
      expect(found.step.values.every(Number.isInteger)).toBe(true);
    }
    expect(new Set(Object.keys(files))).toEqual(seen);
  });

  it('compares every simulation with its theory', () => {
    const rows = JSON.parse(textOf('comparison.json')) as Record<string, unknown>[];
    expect(rows.map(({ d, equations, replicas }) => [d, equations, replicas])).toEqual([
      [20, 'finite', 3],
      [40, 'finite', 3],
    ]);
    const simulated = runs.filter(
      ({ specification: { kind, inputDimension } }) => kind === 'simulation' && inputDimension === 40,
    );
    const theory = runs.find(
      ({ specification: { kind, inputDimension } }) => kind === 'theory' && inputDimension === 40,
    );
    // Replicas share their start, so that the first time has no standard error.
    const deviations = [1, 2, 3, 4].map((index) => {
      const risks = simulated.map(({ risk }) => risk[index]);
      const mean = (risks[0] + risks[1] + risks[2]) / 3;
      const squares = risks.reduce((sum, risk) => sum + (risk - mean) ** 2, 0);
      return (mean - (theory?.risk[index] ?? NaN)) / Math.sqrt(squares / 2 / 3);
    });
    const largest = Math.max(...deviations.map(Math.abs));
    expect(rows[1].largestDeviation).toBeCloseTo(largest, 9);
    expect(rows[1].comparedTimes).toBe(4);
    expect(textOf('comparison.csv').split('\n')).toHaveLength(4);
  });

  it('says where it comes from', () => {
    const provenance = provenanceSchema.parse(JSON.parse(textOf('provenance.json')));
    expect(provenance.runs.map(({ id, digest }) => [id, digest])).toEqual(
      runs.map(({ id, digest }) => [id, digest]),
    );
    const lines = runs.map(({ id, digest }) => `${id} ${digest}\n`).sort();
    expect(provenance.resultsDigest).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
    expect(provenance.sessions).toMatchObject([
      { command: `crossover run outputs.json --out ${out}`, outcome: 'finished', runsExecuted: 8 },
    ]);
    expect(textOf('references.bib')).toMatch(/^@inproceedings\{veiga2022,/);
    expect(textOf('references.bib')).toContain('riegler1995');
  });
});

describe('figures', () => {
  it.each(['trajectories', 'phase-diagram'])('has %s as data, specification and pictures', (name) => {
    const figure = JSON.parse(textOf('figures', `${name}.json`)) as Record<string, unknown>;
    expect(figure).toMatchObject({ name, kind: name, data: { kind: name } });
    expect(figure.notes).toBeInstanceOf(Array);
    expect(figure.title).not.toBe('');
    expect(textOf('figures', `${name}.csv`).split('\n').length).toBeGreaterThan(2);
    expect(JSON.parse(textOf('figures', `${name}.vl.json`))).toHaveProperty('$schema');

    const svg = textOf('figures', `${name}.svg`);
    const [root] = readMarkup(svg).children;
    expect(root.name).toBe('svg');
    expect([...elementsOf(root)].filter(({ name: tag }) => tag === 'path').length).toBeGreaterThan(10);

    const png = bytesOf('figures', `${name}.png`);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const perPixel = 300 / 96;
    expect(Math.abs(png.readUInt32BE(16) - perPixel * Number(root.attributes.width))).toBeLessThan(1);
    expect(Math.abs(png.readUInt32BE(20) - perPixel * Number(root.attributes.height))).toBeLessThan(1);
    const chunks = chunksOf(png);
    expect(chunks.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['IHDR', 'pHYs', 'IDAT', 'IEND']) as string[],
    );
    const resolution = chunks.find(({ type }) => type === 'pHYs')?.data ?? Buffer.alloc(9);
    expect([resolution.readUInt32BE(0), resolution.readUInt32BE(4), resolution[8]]).toEqual([
      11811, 11811, 1,
    ]);
  });

  it('says which could not be written, and still writes the data', async () => {
    const blocked = join(folder.path, 'blocked');
    mkdirSync(blocked);
    writeFileSync(join(blocked, 'figures'), 'a file where the folder should be');
    const { code, stdout, stderr } = await crossover(['run', 'outputs.json', '--out', blocked], {
      cwd: folder.path,
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/2 figures could not be drawn; .*\n {2}trajectories: .+\n {2}phase-diagram: ./);
    expect(readFileSync(join(blocked, 'results.parquet')).length).toBeGreaterThan(1000);
  });
});

/** The chunks of a PNG, whose checksums must be right. */
function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.subarray(0, 4).toString('latin1'), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}
