import { logarithm } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { groupReplicas } from '../analysis/groups.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { overlapsAt, riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { Equations } from '../specification/run-specification.ts';
import { nearestTeachers } from './nearest-teachers.ts';
import type { SeriesParameters } from '../analysis/series.ts';

/** The overlap matrices of one run at one time, by rows. */
export interface OverlapFrame {
  /** Output time of the run that is nearest to the one asked for. */
  readonly time: number;
  readonly risk: number;
  /** p × p, rows and columns in `order`. */
  readonly Q: readonly (readonly number[])[];
  /** p × k, rows in `order`. */
  readonly M: readonly (readonly number[])[];
}

/** How the overlaps of one run move. */
export interface OverlapsData {
  readonly kind: 'overlaps';
  readonly name: string;
  readonly source: 'simulation' | Equations;
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  /** δt in t = ν δt; null for a theory run that does not depend on d. */
  readonly timeStep: number | null;
  /** Null for a theory run. */
  readonly replica: number | null;
  readonly studentWidth: number;
  readonly teacherWidth: number;
  /**
   * `order[row]` is the number of the student unit in that row: units by the teacher they end closest to, the closest of them first,
   * so that specialised matrices read as blocks. The same in all frames.
   */
  readonly order: readonly number[];
  /** `teachers[row]` is the teacher unit that the unit in that row ends closest to. */
  readonly teachers: readonly number[];
  /** k × k, of the teacher. */
  readonly P: readonly (readonly number[])[];
  readonly frames: readonly OverlapFrame[];
}

/**
 * Overlap matrices at the output times nearest to `times` (on a logarithmic axis; the same frame only once), of the first replica of the
 * first simulation among `results` that kept its overlaps, or of the first theory run where no simulation did; null where no run did.
 */
export function overlapsData(
  results: readonly RunResult[],
  times: readonly number[],
  name = 'overlaps',
): OverlapsData | null {
  const result = shownRun(results);
  if (result === undefined) return null;
  const { specification, points } = result;
  const end = overlapsAt(result, points.count - 1);
  if (end === null) return null;
  const { kind, equations, regime, regimeTheta, timeStep, replica } = describeRun(specification);
  const { studentWidth, teacherWidth, P } = end;
  const ends = nearestTeachers(end, specification).map((nearest, unit) => ({ unit, ...nearest }));
  ends.sort(
    (a, b) => a.teacher - b.teacher || Math.abs(b.alignment) - Math.abs(a.alignment) || a.unit - b.unit,
  );
  const order = ends.map(({ unit }) => unit);
  const risks = riskOf(specification, points);
  return {
    kind: 'overlaps',
    name,
    source: kind === 'simulation' ? 'simulation' : (equations ?? 'limit'),
    parameters: seriesParameters(specification),
    regime,
    theta: regimeTheta,
    timeStep,
    replica,
    studentWidth,
    teacherWidth,
    order,
    teachers: ends.map(({ teacher }) => teacher),
    P: rowsOf(P, teacherWidth),
    frames: framesAt(specification.times.slice(0, points.count), times).map((index) => {
      const { Q, M } = overlapsAt(result, index) ?? end;
      const students = rowsOf(Q, studentWidth);
      const alignments = rowsOf(M, teacherWidth);
      return {
        time: specification.times[index],
        risk: risks[index],
        Q: order.map((unit) => order.map((other) => students[unit][other])),
        M: order.map((unit) => alignments[unit]),
      };
    }),
  };
}

function shownRun(results: readonly RunResult[]): RunResult | undefined {
  const kept = results.filter(
    ({ specification, points }) => specification.observables === 'overlaps' && points.count > 0,
  );
  const groups = groupReplicas(kept.map(({ specification }) => specification));
  const group = groups.find(({ specification }) => specification.kind === 'simulation') ?? groups.at(0);
  return group === undefined ? undefined : kept[group.members[0]];
}

/** Positions of the output times nearest to those asked for, ascending, each once. */
function framesAt(output: readonly number[], asked: readonly number[]): number[] {
  const nearest = asked.map((time) =>
    output.reduce(
      (best, candidate, index) => (distance(candidate, time) < distance(output[best], time) ? index : best),
      0,
    ),
  );
  return [...new Set(nearest)].sort((a, b) => a - b);
}

/** Between two times on a logarithmic axis, on which 0 is far from all others: then the first output time is nearest. */
function distance(a: number, b: number): number {
  if (a === b) return 0;
  return a > 0 && b > 0 ? Math.abs(logarithm(a / b)) : Number.MAX_VALUE;
}

function rowsOf(matrix: Float64Array, columns: number): number[][] {
  return Array.from({ length: matrix.length / columns }, (_, row) => [
    ...matrix.subarray(row * columns, (row + 1) * columns),
  ]);
}
