import { expect, it } from 'vitest';
import { z } from 'zod';
import { inProcess as crossover } from './in-process.ts';

const model = '--p0 2 --k 2 --kappa 0 --delta 0 --gamma0 2 --noise 0.1 --times 0,1,3';
const equations = '--equations finite';

const matrix = z.array(z.array(z.number()));
const withDeviations = z.looseObject({
  times: z.array(z.number()),
  risk: z.array(z.number()),
  standardDeviation: z.strictObject({
    risk: z.array(z.number()),
    overlaps: z.array(z.strictObject({ Q: matrix, M: matrix })),
    secondLayer: matrix.optional(),
  }),
});

async function theory(words: string): Promise<string> {
  const { code, stdout, stderr } = await crossover(`theory ${words}`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

it('--fluctuations adds standard deviations to the JSON, and changes nothing of the rest', async () => {
  const plain = JSON.parse(await theory(`${model} --d 1000 ${equations}`)) as object;
  const output = withDeviations.parse(
    JSON.parse(await theory(`${model} --d 1000 ${equations} --fluctuations`)),
  );
  const { standardDeviation, ...rest } = output;
  expect(rest).toEqual(plain);
  expect(standardDeviation.risk).toHaveLength(3);
  expect(standardDeviation.risk[0]).toBe(0);
  expect(standardDeviation.overlaps[0].Q.flat()).toEqual([0, 0, 0, 0]);
  const { Q, M } = standardDeviation.overlaps[2];
  expect(Q[0][1]).toBe(Q[1][0]);
  expect([...Q.flat(), ...M.flat()].every((deviation) => deviation > 0)).toBe(true);
});

it('replicas scatter half as far at four times the dimension', async () => {
  const [near, far] = await Promise.all(
    [1000, 4000].map(async (d) =>
      withDeviations.parse(JSON.parse(await theory(`${model} --d ${d} ${equations} --fluctuations`))),
    ),
  );
  const ratio = near.standardDeviation.risk[2] / far.standardDeviation.risk[2];
  // Σ is 1/d times what the limit gives it, up to 1/d² of order 1e-3.
  expect(ratio).toBeCloseTo(2, 2);
});

it('writes them as a column of the table and as columns of CSV', async () => {
  const table = await theory(`${model} --d 1000 ${equations} --fluctuations --format table`);
  expect(table.split('\n')[1].trim().split(/\s+/)).toEqual(['t', 'R', 'standardDeviation']);
  const csv = await theory(`${model} --d 1000 ${equations} --fluctuations --format csv`);
  const [header, ...rows] = csv.trimEnd().split('\n');
  const columns = header.split(',');
  expect(columns.slice(0, 4)).toEqual(['t', 'risk', 'standardDeviation', 'Q_1_1']);
  expect(columns.slice(-8)[0]).toBe('standardDeviation_Q_1_1');
  expect(columns.at(-1)).toBe('standardDeviation_M_2_2');
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row.split(',')).toHaveLength(columns.length);
});

it('asks for --d, on which they depend', async () => {
  const { code, stderr } = await crossover(`theory ${model} --fluctuations`);
  expect(code).toBe(2);
  expect(stderr).toContain('--fluctuations needs --d');
  // The limit at κ = 0 is the same at every d, and drops it.
  const limit = await crossover(`theory ${model} --d 1000 --fluctuations`);
  expect(limit.code).toBe(2);
  expect(limit.stderr).toContain('--equations finite');
});
