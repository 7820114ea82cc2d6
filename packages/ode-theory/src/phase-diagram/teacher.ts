import { populationRisk, type OrderParameters } from '@crossover/math-core';

/** The teacher's overlaps alone. */
export type Teacher = Pick<OrderParameters, 'teacherWidth' | 'P'>;

export function orthonormalTeacher(teacherWidth: number): Teacher {
  const P = new Float64Array(teacherWidth * teacherWidth);
  for (let r = 0; r < teacherWidth; r++) P[r * teacherWidth + r] = 1;
  return { teacherWidth, P };
}

/** Whether P = I, which the closed forms for specialised students presuppose. */
export function isOrthonormal({ teacherWidth: k, P }: Teacher): boolean {
  return P.every((overlap, x) => overlap === (x % (k + 1) === 0 ? 1 : 0));
}

/** ½ E[f²], the risk of a student that outputs 0. */
export function untrainedRisk({ teacherWidth: k, P }: Teacher): number {
  const student = { studentWidth: 1, Q: Float64Array.of(0), M: new Float64Array(k) };
  return populationRisk({ ...student, teacherWidth: k, P });
}

/** Whether R = 0 can be reached with output weights 1/p and 1/k: every unit of the teacher needs p/k copies. */
export function isRepresentable(studentWidth: number, teacherWidth: number): boolean {
  return studentWidth % teacherWidth === 0;
}
