import { overlapsFigure, type Figure, type OverlapFrame, type OverlapsData } from '../../src/index.ts';

/** Overlaps that turn from a symmetric plateau to blocks, from closed expressions; no physics is claimed for them. */

function frame(time: number, share: number, students: number, teachers: number): OverlapFrame {
  const ofStudent = (row: number): number => Math.floor((row * teachers) / students);
  const M = Array.from({ length: students }, (_, row) =>
    Array.from({ length: teachers }, (_, column) => {
      const start = 0.45 * (((3 * row + 5 * column) % 7) / 3 - 1);
      return (1 - share) * start + share * (ofStudent(row) === column ? 1 : 0.02 * ((row % 3) - 1));
    }),
  );
  const Q = M.map((left, row) =>
    M.map((right, column) => {
      const product = left.reduce((sum, value, at) => sum + value * right[at], 0);
      return row === column ? product + 0.4 * (1 - share) : product;
    }),
  );
  return { time, risk: 0.02 * (1 - share) * (1 - share) + 1.2e-5, Q, M };
}

function data(
  times: readonly number[],
  students = 8,
  teachers = 4,
  change: Partial<OverlapsData> = {},
): OverlapsData {
  return {
    kind: 'overlaps',
    name: 'overlaps',
    source: 'simulation',
    regime: 'plateau',
    theta: 0,
    timeStep: 1e-3,
    studentWidth: students,
    teacherWidth: teachers,
    order: Array.from({ length: students }, (_, row) => (3 * row) % students),
    parameters: {
      inputDimension: 1000,
      studentWidth: students,
      teacherWidth: teachers,
      widthPrefactor: students,
      kappa: 0,
      delta: 0,
      learningRatePrefactor: students,
      noise: 1e-3,
      start: 'teacher-span',
      seed: 1,
    },
    frames: times.map((time) => frame(time, (time * time) / (time * time + 1e4), students, teachers)),
    ...change,
  };
}

export const overlapGallery: Readonly<Record<string, Figure>> = {
  'overlaps-two-columns': overlapsFigure({
    data: data([0, 10, 100, 300, 1e4]),
    theme: 'print',
    size: { width: 673, height: 400 },
    furniture: 'full',
  }),
  'overlaps-one-column': overlapsFigure({
    data: data([0, 100, 1e4]),
    theme: 'print',
    size: { width: 325, height: 520 },
    furniture: 'full',
  }),
  'overlaps-dark': overlapsFigure({
    data: data([0, 30, 100, 300, 1e3, 1e4], 25, 5, {
      source: 'finite',
      regime: 'perfect-learning',
      theta: 0.5,
    }),
    theme: 'dark',
    size: { width: 880, height: 620 },
    furniture: 'full',
  }),
  'overlaps-page': overlapsFigure({
    data: data([0, 100, 1e4], 4, 4),
    theme: 'light',
    size: { width: 600, height: 200 },
    furniture: 'axes',
  }),
  'overlaps-of-one-unit': overlapsFigure({
    data: data([1e4], 1, 1, {
      frames: [{ time: 1e4, risk: 1e-6, Q: [[NaN]], M: [[-0.9]] }],
      source: 'limit',
    }),
    theme: 'light',
    size: { width: 325, height: 380 },
    furniture: 'full',
  }),
  'overlaps-empty': overlapsFigure({
    data: data([]),
    theme: 'light',
    size: { width: 325, height: 200 },
    furniture: 'full',
  }),
};
