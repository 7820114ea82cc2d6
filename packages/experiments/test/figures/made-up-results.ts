import { recordLength, type RunResult, type RunSpecification } from '../../src/index.ts';

/** A finished run with a given risk at each output time, and the teacher P = I. */
export function resultOf(specification: RunSpecification, riskAt: (time: number) => number): RunResult {
  if (specification.observables !== 'risk')
    throw new Error('made-up risks are for runs that keep the risk only');
  return finished(
    specification,
    specification.times.map((time) => [riskAt(time)]),
  );
}

/** A finished run with given overlaps at each output time (rows of Q and of M), R = 0.5/(1 + t) and the teacher P = I. */
export function overlapResultOf(
  specification: RunSpecification,
  overlapsAt: (time: number) => { Q: readonly (readonly number[])[]; M: readonly (readonly number[])[] },
): RunResult {
  const record = recordLength(specification);
  const rows = specification.times.map((time) => {
    const { Q, M } = overlapsAt(time);
    return [0.5 / (1 + time), ...Q.flat(), ...M.flat()];
  });
  if (rows.some((row) => row.length !== record)) throw new Error(`a record holds ${record} numbers`);
  return finished(specification, rows);
}

function finished(specification: RunSpecification, rows: readonly (readonly number[])[]): RunResult {
  const { teacherWidth: k } = specification;
  const P = Float64Array.from({ length: k * k }, (_, entry) => (entry % (k + 1) === 0 ? 1 : 0));
  return {
    specification,
    P,
    points: { firstIndex: 0, count: rows.length, data: Float64Array.from(rows.flat()) },
  };
}
