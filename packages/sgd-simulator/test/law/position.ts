import type { CompleteModel } from '../../src/model/complete-model.ts';

/** Weights in some orthonormal coordinates of R^d, rows of `columns` numbers, in units of √d. */
export interface Position {
  readonly columns: number;
  readonly students: Float64Array;
  readonly initialStudents: Float64Array;
  readonly teachers: Float64Array;
  readonly secondLayer: Float64Array;
}

/** An orthonormal basis of the span of all weights, by Gram and Schmidt, twice. */
export function orthonormalDirections({ columns, ...rows }: Omit<Position, 'secondLayer'>): Float64Array[] {
  const directions: Float64Array[] = [];
  for (const matrix of [rows.teachers, rows.initialStudents, rows.students]) {
    for (let at = 0; at < matrix.length; at += columns) {
      let rest = matrix.slice(at, at + columns);
      const length = Math.sqrt(dot(rest, rest));
      for (let pass = 0; pass < 2; pass++) {
        for (const direction of directions) {
          const component = dot(rest, direction);
          rest = rest.map((entry, c) => entry - component * direction[c]);
        }
      }
      const left = Math.sqrt(dot(rest, rest));
      // What is left of a row inside the span is round-off and points nowhere.
      if (left > 1e-9 * length) directions.push(rest.map((entry) => entry / left));
    }
  }
  return directions;
}

/** Orthonormal directions outside others, of rows of `columns` numbers of which the first `coordinates` count. */
export function directionsOutside(
  directions: readonly Float64Array[],
  coordinates: number,
  columns: number,
): Float64Array[] {
  const axes = new Float64Array(coordinates * columns);
  for (let j = 0; j < coordinates; j++) axes[j * columns + j] = 1;
  const teachers = Float64Array.from(directions.flatMap((direction) => Array.from(direction)));
  const all = orthonormalDirections({
    columns,
    teachers,
    initialStudents: axes,
    students: new Float64Array(),
  });
  return all.slice(directions.length);
}

/** The components of rows along directions. */
export function coordinatesOf(rows: Float64Array, directions: readonly Float64Array[]): number[][] {
  const columns = directions[0].length;
  return Array.from({ length: rows.length / columns }, (_, row) =>
    directions.map((direction) => dot(direction, rows.subarray(row * columns, (row + 1) * columns))),
  );
}

/** The fields at whose zeros a step's changes have a kink or a jump, by their components along the directions. */
export function kinks(
  { activation, teacherActivation, training }: CompleteModel,
  position: Position,
  directions: readonly Float64Array[],
): number[][] {
  const expanded = training === 'lazy' ? position.initialStudents : position.students;
  const ofTeachers = teacherActivation === 'relu' || teacherActivation === 'sign';
  return [
    ...(ofTeachers ? coordinatesOf(position.teachers, directions) : []),
    ...(activation === 'relu' ? coordinatesOf(expanded, directions) : []),
  ];
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}
