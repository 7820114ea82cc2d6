import type { ActivationName, TeacherActivationName } from '../../src/index.ts';

export const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
export const teachers: TeacherActivationName[] = [...students, 'sign'];
type Pair = readonly [TeacherActivationName, TeacherActivationName];
/** σ_b and σ_e, each the student's or the teacher's. */
const pairsOf = (student: ActivationName, teacher: TeacherActivationName): Pair[] =>
  student === teacher
    ? [[student, student]]
    : [
        [student, teacher],
        [teacher, student],
        [teacher, teacher],
      ];
export const combinations = students.flatMap((student) =>
  teachers.flatMap((teacher) => pairsOf(student, teacher).map((pair) => [student, ...pair] as const)),
);

/** What the terms of an average grow like. */
export function sizeOfTerms(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
) {
  const value = (activation: TeacherActivationName, v: number) => {
    if (activation === 'linear' || activation === 'relu') return Math.sqrt(v);
    if (activation === 'quadratic') return v;
    return activation === 'hermite2' ? v + 1 : 1;
  };
  const slopes = student === 'quadratic' || student === 'hermite2' ? 4 * Math.sqrt(C[0] * C[5]) : 1;
  return slopes * value(b, C[10]) * value(e, C[15]);
}
