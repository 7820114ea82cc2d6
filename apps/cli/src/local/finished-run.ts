import { z } from 'zod';
import {
  digest,
  encodeRunResult,
  recordLength,
  runSpecificationSchema,
  type RunResult,
} from '@crossover/experiments';
import { runResultResponseSchema, type RunResultResponse } from '@crossover/protocol';
import { readCurve } from '../curves/curve.ts';

/** A finished run as it lies in a folder: what the coordinator's HTTP interface gives, and the time it took. */
export const storedRunSchema = runResultResponseSchema.extend({ seconds: z.number() });

export type StoredRun = z.infer<typeof storedRunSchema>;

/** A finished run as figures and tables are made of it. */
export interface FinishedRun {
  readonly id: string;
  /** Of the bits of the result: the same on every machine. */
  readonly digest: string;
  /** What it took; null where that is not known. */
  readonly seconds: number | null;
  readonly result: RunResult;
}

export function toStoredRun(id: string, result: RunResult, seconds: number): StoredRun {
  const { risk, overlaps, secondLayer, P } = readCurve(result);
  const { specification } = result;
  return {
    id,
    specification: { ...specification },
    digest: digest(encodeRunResult(result)),
    times: specification.times,
    risk,
    ...(overlaps === null ? {} : { overlaps }),
    ...(secondLayer === null ? {} : { secondLayer }),
    P,
    seconds,
  };
}

/**
 * The flat records of a run that was written in nested form.
 *
 * @throws when the specification is not one of this version, or the numbers are not as many as it says
 */
export function toFinishedRun(run: RunResultResponse & { readonly seconds?: number }): FinishedRun {
  const specification = runSpecificationSchema.parse(run.specification);
  const length = recordLength(specification);
  const count = specification.times.length;
  const data = new Float64Array(count * length);
  for (let index = 0; index < count; index++) {
    const at = run.overlaps?.[index];
    const record = [
      run.risk[index],
      ...(at === undefined ? [] : [...at.Q.flat(), ...at.M.flat()]),
      ...(run.secondLayer?.[index] ?? []),
    ];
    if (record.length !== length) {
      throw new RangeError(`output time ${index} has ${record.length} numbers, but ${length} are needed`);
    }
    data.set(record, index * length);
  }
  return {
    id: run.id,
    digest: run.digest,
    seconds: run.seconds ?? null,
    result: {
      specification,
      P: Float64Array.from(run.P.flat()),
      points: { firstIndex: 0, count, data },
    },
  };
}
