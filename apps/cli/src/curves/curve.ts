import { secondLayerAt, studentWidthOf, type RunResult } from '@crossover/experiments';

export type Matrix = number[][];

/** The overlaps at one time: Q (p × p) and M (p × k). */
export interface Overlaps {
  readonly Q: Matrix;
  readonly M: Matrix;
}

/** A result in the nested form that people and scripts read. */
export interface Curve {
  readonly risk: number[];
  /** Null when only the risk was observed. */
  readonly overlaps: Overlaps[] | null;
  /** The student's output weights a (p) at each time where they are trained, else null. */
  readonly secondLayer: number[][] | null;
  /** P (k × k) */
  readonly P: Matrix;
}

/** Takes the flat records of a result apart. */
export function readCurve(result: RunResult): Curve {
  const { specification, P, points } = result;
  const p = studentWidthOf(specification);
  const k = specification.teacherWidth;
  const length = points.data.length / points.count;
  const records = Array.from({ length: points.count }, (_, index) =>
    points.data.subarray(index * length, (index + 1) * length),
  );
  return {
    risk: records.map((record) => record[0]),
    overlaps:
      specification.observables === 'risk'
        ? null
        : records.map((record) => ({
            Q: readMatrix(record.subarray(1, 1 + p * p), p, p),
            M: readMatrix(record.subarray(1 + p * p, 1 + p * p + p * k), p, k),
          })),
    secondLayer:
      secondLayerAt(result, 0) === null
        ? null
        : records.map((_, index) => [...(secondLayerAt(result, index) ?? [])]),
    P: readMatrix(P, k, k),
  };
}

function readMatrix(entries: Float64Array, rows: number, columns: number): Matrix {
  return Array.from({ length: rows }, (_, row) => [...entries.subarray(row * columns, (row + 1) * columns)]);
}
