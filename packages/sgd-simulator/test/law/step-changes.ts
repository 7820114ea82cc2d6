import type { CompleteModel } from '../../src/model/complete-model.ts';
import type { Position } from './position.ts';
import { rowProduct, type Lane } from './replayed-kernel.ts';

/** How many numbers change in a step: ΔM (p k), then ΔQ on and below its diagonal, then Δa (p). */
export function countOfChanges({ studentWidth: p, teacherWidth: k }: CompleteModel): number {
  return p * k + (p * (p + 1)) / 2 + p;
}

/** By how much a run is away from the position where its step began, in the order of `countOfChanges`. */
export function readChanges(
  { studentWidth: p, teacherWidth: k }: CompleteModel,
  { columns, students, teachers, secondLayer: outputs }: Position,
  { rows, secondLayer }: Lane,
  changes: Float64Array,
): void {
  let at = 0;
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++, at++) {
      changes[at] = rowProduct(rows, i, teachers, r, columns) - rowProduct(students, i, teachers, r, columns);
    }
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++, at++) {
      changes[at] = rowProduct(rows, i, rows, j, columns) - rowProduct(students, i, students, j, columns);
    }
  }
  for (let i = 0; i < p; i++, at++) changes[at] = secondLayer[i] - outputs[i];
}
