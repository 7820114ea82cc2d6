import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcess as crossover } from './in-process.ts';
import { simulationOutput } from './output-schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossover-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const model = ['--p0', '2', '--k', '2', '--kappa', '0', '--delta', '0', '--gamma0', '1', '--noise', '0'];
const command = ['simulate', ...model, '--d', '6', '--times', '0,1,2', '--format', 'json'];
const simulate = (...options: string[]) => crossover([...command, ...options]);

/** A matrix in NumPy's format, version 1. */
function npy(rows: number[][], type: '<f8' | '<f4'): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0].length}), }`;
  const padded = header.padEnd(117, ' ') + '\n';
  const numbers = type === '<f8' ? Float64Array.from(rows.flat()) : Float32Array.from(rows.flat());
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([padded.length & 0xff, padded.length >> 8]),
    Buffer.from(padded, 'latin1'),
    Buffer.from(numbers.buffer),
  ]);
}

const rows = Array.from({ length: 12 }, (_, row) =>
  Array.from({ length: 6 }, (__, column) => Math.fround(Math.sin(1 + row * 7 + column * column))),
);

describe('crossover simulate with options of the model', () => {
  it('states them in the specification, and trains what is to be trained', async () => {
    const { code, stdout } = await simulate(
      ...['--activation', 'relu', '--teacher-activation', 'sign', '--batch', '3', '--weight-decay', '0.1'],
      ...['--second-layer-rate', '1', '--initial', 'sphere', '--replicas', '2'],
    );
    expect(code).toBe(0);
    const output = simulationOutput.parse(JSON.parse(stdout));
    expect(output.specification).toMatchObject({
      activation: 'relu',
      teacherActivation: 'sign',
      batchSize: 3,
      weightDecay: 0.1,
      secondLayer: { kind: 'trained', rate: 1 },
    });
    const [first] = (JSON.parse(stdout) as { replicas: { secondLayer: number[][] }[] }).replicas;
    expect(first.secondLayer[0]).toEqual([1, 1]);
    expect(first.secondLayer[2]).not.toEqual([1, 1]);
  });

  it('takes a teacher from a file, by overlaps or by weights', async () => {
    const P = [[1, 0.5], [0.5, 1]]; // prettier-ignore
    const byOverlaps = await simulate('--teacher', file('P.json', JSON.stringify({ P })));
    expect((JSON.parse(byOverlaps.stdout) as { P: number[][] }).P).toEqual(P);
    const weights = [0, 1].map((r) => [0, 1, 2, 3, 4, 5].map((j) => (j === r ? Math.sqrt(6) : 0)));
    const byWeights = await simulate(
      '--teacher',
      file('W.json', JSON.stringify({ weights })),
      '--initial',
      'sphere',
    );
    expect((JSON.parse(byWeights.stdout) as { P: number[][] }).P[0][0]).toBeCloseTo(1, 14);
  });

  it('draws inputs with a given spectrum: a power law, or variances written out', async () => {
    for (const spectrum of ['1.5', file('s.json', JSON.stringify([3, 1, 1, 0.5, 0.3, 0.2]))]) {
      const { code, stdout } = await simulate('--spectrum', spectrum);
      expect(code).toBe(0);
      expect((JSON.parse(stdout) as { specification: object }).specification).toMatchObject({
        engine: 'direct',
      });
    }
  });

  it('reads inputs from text and from NumPy files alike', async () => {
    const text = rows.map((row) => row.join(',')).join('\n');
    const files = [
      file('x.csv', `a,b,c,d,e,f\n${text}\n`),
      file('x.npy', npy(rows, '<f8')),
      file('x4.npy', npy(rows, '<f4')),
    ];
    const outputs = await Promise.all(files.map((path) => simulate('--inputs', path)));
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const risks = outputs.map(({ stdout }) => (JSON.parse(stdout) as { risk: { mean: number[] } }).risk.mean);
    expect(risks[1]).toEqual(risks[0]);
    expect(risks[2]).toEqual(risks[0]);
  });

  it.each([
    [['--activation', 'tanh'], /erf.*relu/s],
    [['--batch', '0'], /positive integer/i],
    [['--engine', 'projected', '--spectrum', '1'], /--engine: .*isotropic/s],
    [['--engine', 'projected', '--lazy', '--d', '5'], /2p \+ k = 2·2 \+ 2 = 6/],
    [['--weight-decay', '7'], /--weight-decay: .*takes away/s],
    [['--teacher', 'nowhere.json'], /--teacher: nowhere\.json/],
    [['--inputs', 'nowhere.csv'], /--inputs: nowhere\.csv/],
    [['--inputs', 'nowhere.csv', '--spectrum', '1'], /both --inputs and --spectrum/],
    [['--passes', '2'], /--passes says how often/],
  ])('refuses %j with what is needed, and exit code 2', async (options, message) => {
    const { code, stdout, stderr } = await simulate(...options);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it.each([
    ['ragged.csv', '1,2,3,4,5,6\n1,2\n', /row 2 has 2 numbers/],
    ['narrow.csv', '1,2\n3,4\n', /have 2 numbers, but --d is 6/],
    ['words.csv', '1,2,3,4,5,six\n', /not finite/],
    ['cut.npy', npy(rows, '<f8').subarray(0, 200), /cut off/],
    ['short.csv', '1,2,3,4,5,6\n', /needs 12 inputs .* but 1 rows in 1 pass are 1/],
    ['trailing.csv', '1,2,3,4,5,\n', /not finite/],
    ['gap.csv', '1,,3,4,5,6\n', /not finite/],
  ])('refuses inputs that are not what they should be: %s', async (name, content, message) => {
    const { code, stderr } = await simulate('--inputs', file(name, content));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
