import { z } from '../zod.ts';
import { boundedNumber, finiteNumber } from './fields.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';

const matrix = (name: string) =>
  z
    .array(
      z
        .array(finiteNumber(`an entry of ${name}`))
        .min(1)
        .max(SPECIFICATION_LIMITS.explicitWidth, {
          error: `a row of ${name} may hold at most ${SPECIFICATION_LIMITS.explicitWidth} numbers.`,
        }),
      { error: `${name} must be a matrix written as an array of rows, for example [[1, 0], [0, 1]].` },
    )
    .min(1, { error: `${name} must have at least one row.` })
    .max(SPECIFICATION_LIMITS.explicitWidth, {
      error: `${name} may have at most ${SPECIFICATION_LIMITS.explicitWidth} rows.`,
    })
    .refine((rows) => rows.every((row) => row.length === rows[0]?.length), {
      error: `the rows of ${name} must all have the same length.`,
    });

const scale = { minimum: 0, maximum: 1e6 };

/** A teacher by its overlaps P, k × k, or by its weights W*, k × d, of which P = W* W*ᵀ/d. */
const teacher = z
  .union([z.strictObject({ P: matrix('P') }), z.strictObject({ weights: teacherWeights() })], {
    error:
      'a teacher must be given by its overlaps or its weights: {"P": [[1, 0.5], [0.5, 1]]} or {"weights": [[…], …]}.',
  })
  .optional();

function teacherWeights() {
  return z
    .array(z.array(finiteNumber('a weight of the teacher')).min(1).max(SPECIFICATION_LIMITS.teacherWeights))
    .min(1)
    .max(SPECIFICATION_LIMITS.explicitWidth)
    .refine((rows) => rows.every((row) => row.length === rows[0]?.length), {
      error: 'the rows of the teacher’s weights must all have the same length, d.',
    });
}

/**
 * Where the overlaps start (model.md §6). `explicit` gives Q⁰ (p×p), M⁰ (p×k) and P (k×k) themselves; the
 * others are named laws drawn from the run's seed.
 */
export const initialConditionSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('teacher-span'), teacher }),
    z.strictObject({ kind: z.literal('sphere'), teacher }),
    z.strictObject({
      kind: z.literal('gaussian'),
      standardDeviation: boundedNumber('the standard deviation s of the initial weights', scale),
      teacher,
    }),
    z.strictObject({
      kind: z.literal('symmetric'),
      selfOverlap: boundedNumber('the self-overlap q of the symmetric start', scale),
      alignment: boundedNumber('the alignment of the symmetric start', { minimum: -1e6, maximum: 1e6 }),
      perturbation: boundedNumber('the perturbation ε of the symmetric start', scale),
      teacher,
    }),
    z.strictObject({ kind: z.literal('explicit'), Q: matrix('Q'), M: matrix('M'), P: matrix('P') }),
  ],
  {
    error:
      'an initial condition must be an object whose "kind" is one of "teacher-span", "sphere", "gaussian", "symmetric", "explicit"; for example {"kind": "teacher-span"}.',
  },
);

export type InitialConditionSpecification = z.output<typeof initialConditionSchema>;
