import { secondLayerAt } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { recordLength } from '../specification/record-length.ts';
import { stepOfTime, studentWidthOf } from '../specification/scaling-of.ts';

/** An array of a group of replicas. */
export interface GroupArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** The numbers that all members share, or those that one member contributes: they follow one another. */
  readonly numbers:
    { readonly ofGroup: Float64Array } | { readonly ofMember: (result: RunResult) => Float64Array };
}

/**
 * The arrays of a group: `t` (times), `step` (ν, where there is one), `risk` (replicas × times), and where overlaps were kept `Q`
 * (replicas × times × p × p), `M` (… × p × k), `P` (k × k) and `a` (… × p, of a second layer that is trained).
 */
export function groupArrays(first: RunResult, replicas: number): GroupArray[] {
  const { specification, P } = first;
  const { times, teacherWidth: k } = specification;
  const p = studentWidthOf(specification);
  const record = recordLength(specification);
  const steps = times.map((_, index) => stepOfTime(specification, index)).filter((step) => step !== null);
  const outer = [replicas, times.length];
  const shared = (name: string, shape: readonly number[], numbers: Float64Array): GroupArray => ({
    name,
    shape,
    numbers: { ofGroup: numbers },
  });
  /** The numbers `from` to `to` of every record. */
  const each = (name: string, inner: readonly number[], from: number, to: number): GroupArray => ({
    name,
    shape: [...outer, ...inner],
    numbers: { ofMember: ({ points }) => block(points.data, record, from, to) },
  });
  return [
    shared('t', [times.length], Float64Array.from(times)),
    ...(steps.length === 0 ? [] : [shared('step', [times.length], Float64Array.from(steps))]),
    each('risk', [], 0, 1),
    ...(specification.observables === 'risk'
      ? []
      : [
          each('Q', [p, p], 1, 1 + p * p),
          each('M', [p, k], 1 + p * p, 1 + p * p + p * k),
          shared('P', [k, k], P),
        ]),
    ...(secondLayerAt(first, 0) === null ? [] : [each('a', [p], record - p, record)]),
  ];
}

function block(data: Float64Array, record: number, from: number, to: number): Float64Array {
  const width = to - from;
  const count = data.length / record;
  const values = new Float64Array(count * width);
  for (let index = 0; index < count; index++) {
    values.set(data.subarray(index * record + from, index * record + to), index * width);
  }
  return values;
}
