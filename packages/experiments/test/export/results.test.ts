import { unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ArchiveTooLargeError,
  RunsGoneError,
  resultsCsv,
  resultsNpz,
  resultsParquet,
  runsInMemory,
  type ExportedRun,
  type RunSource,
} from '../../src/export/index.ts';
import {
  digest,
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '../../src/index.ts';

const experiment = { name: 'export', title: 'Replicas and "theory"' };
const parquetOptions = { experiment: JSON.stringify(experiment), createdBy: 'crossover 0' };

let runs: ExportedRun[];

beforeAll(async () => {
  const base = {
    widthPrefactor: 3,
    teacherWidth: 2,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 3,
    noise: 1e-3,
    observables: 'overlaps',
    times: { tMax: 2, points: 3 },
  };
  const part = { base, axes: { inputDimension: [20, 40] }, replicas: 3, theory: ['finite'] };
  const specification = experimentSpecificationSchema.parse({ ...experiment, question: '?', parts: [part] });
  runs = [];
  for (const run of expandExperiment(specification)) {
    const result = await execute(run);
    runs.push({ id: runIdentity(run), digest: digest(encodeRunResult(result)), result });
  }
});

const collect = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  const bytes = new Uint8Array(chunks.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

describe('Parquet', () => {
  it('has the rows of the CSV file, however few of them are held at a time', async () => {
    const [, ...lines] = (await textOf(resultsCsv(runs))).trimEnd().split('\n');
    for (const rowsPerGroup of [7, 50_000]) {
      const { buffer } = await collect(resultsParquet(runs, { ...parquetOptions, rowsPerGroup }));
      const rows = await parquetReadObjects({ file: buffer as ArrayBuffer });
      const cells = rows.map((row) =>
        Object.values(row)
          .map((value) => (value === null ? '' : String(value)))
          .join(','),
      );
      expect(cells).toEqual(lines);
      const { row_groups, key_value_metadata } = parquetMetadata(buffer as ArrayBuffer);
      expect(row_groups).toHaveLength(Math.ceil(lines.length / rowsPerGroup));
      expect(key_value_metadata).toContainEqual({
        key: 'crossover.experiment',
        value: parquetOptions.experiment,
      });
    }
  });

  it('of no runs is a file without rows', async () => {
    const { buffer } = await collect(resultsParquet([], parquetOptions));
    expect(await parquetReadObjects({ file: buffer as ArrayBuffer })).toEqual([]);
  });
});

describe('a NumPy archive', () => {
  /** How many results a writer has in hand at most: those that it asked for with one request. */
  const counted = (): { source: RunSource; largest: () => number } => {
    const source = runsInMemory(runs);
    let largest = 0;
    return {
      largest: () => largest,
      source: {
        list: () => source.list(),
        read: (ids) => {
          largest = Math.max(largest, ids.length);
          return source.read(ids);
        },
      },
    };
  };

  it('is the same bytes whether groups are held together, one by one, or read again for each array', async () => {
    const all = counted();
    const whole = await collect(resultsNpz(experiment, all.source));
    expect(all.largest()).toBe(runs.length);
    const oneGroup = 8 * 4 * (1 + 9 + 6) * 3;
    for (const bytesInMemory of [oneGroup, oneGroup - 1, 1]) {
      const few = counted();
      expect(await collect(resultsNpz(experiment, few.source, { bytesInMemory }))).toEqual(whole);
      expect(few.largest()).toBe(3);
    }
  });

  it('holds the numbers of every replica in their order, and says what they are of', async () => {
    const files = unzipSync(await collect(resultsNpz(experiment, runsInMemory([...runs].reverse()))));
    const index = JSON.parse(new TextDecoder().decode(files['index.json'])) as {
      groups: { group: string; kind: string; runs: { id: string }[]; arrays: Record<string, number[]> }[];
    };
    expect(index).toMatchObject({ experiment: experiment.name, title: experiment.title });
    expect(index.groups.map(({ kind }) => kind).sort()).toEqual([
      'simulation',
      'simulation',
      'theory',
      'theory',
    ]);
    for (const { group, arrays, runs: members } of index.groups) {
      expect(arrays.risk).toEqual([members.length, 4]);
      const bytes = files[`${group}/risk.npy`];
      const numbers = new Float64Array(bytes.slice(bytes.length - 8 * 4 * members.length).buffer);
      const expected = members.flatMap(({ id }) => {
        const { result } = runs.find((run) => run.id === id)!;
        return result.specification.times.map((_, at) => result.points.data[at * 16]);
      });
      expect([...numbers]).toEqual(expected);
      const replicas = members.map(({ id }) => {
        const { specification } = runs.find((run) => run.id === id)!.result;
        return specification.kind === 'simulation' ? specification.replica : 0;
      });
      expect(replicas).toEqual([0, 1, 2].slice(0, members.length));
    }
  });

  it('that no archive could hold is refused before its first byte, with another way', async () => {
    const [first] = runs;
    const source: RunSource = {
      async *list() {
        for await (const { id, digest: bits, specification } of runsInMemory([first]).list())
          for (let seed = 0; seed < 9400; seed++)
            yield { id: `${id}-${seed}`, digest: bits, specification: { ...specification, seed } };
      },
      read: () => runsInMemory([]).read([]),
    };
    const refused = resultsNpz(experiment, source).next();
    await expect(refused).rejects.toThrow(ArchiveTooLargeError);
    await expect(refused).rejects.toThrow(/9400 groups .* Parquet or CSV/);
  });

  it('breaks off when a run that was listed has gone', async () => {
    const source = runsInMemory(runs);
    const broken: RunSource = { list: () => source.list(), read: (ids) => source.read(ids.slice(1)) };
    await expect(collect(resultsNpz(experiment, broken))).rejects.toThrow(RunsGoneError);
  });
});
