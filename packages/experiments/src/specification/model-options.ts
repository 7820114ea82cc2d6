import { z } from '../zod.ts';
import { boundedInteger, boundedNumber, finiteNumber, oneOf } from './fields.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';

const activationNames = ['erf', 'relu', 'linear', 'quadratic', 'hermite2'] as const;

const activation = oneOf('the activation of the student', activationNames);
const teacherActivation = oneOf('the activation of the teacher', [...activationNames, 'sign']);

const outputs = (meaning: string, most: number) =>
  z
    .array(finiteNumber(`an entry of ${meaning}`), { error: `${meaning} must be an array of numbers.` })
    .max(most, { error: `${meaning} may hold at most ${most} numbers.` })
    .nullable()
    .default(null);

const student = outputs('the student’s second layer', SPECIFICATION_LIMITS.studentWidth);
const teacher = outputs('the teacher’s second layer', SPECIFICATION_LIMITS.teacherWidth);

/**
 * The output weights a (p) and a* (k); null stands for all ones. A trained second layer moves at `rate` = γ_a/(p δt): in units
 * of the regime's own time da_i/dt = rate · E[σ(λ_i) E], which stays O(1) at any d.
 */
const secondLayer = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('fixed'), student, teacher }),
    z.strictObject({
      kind: z.literal('trained'),
      rate: boundedNumber('the rate of the second layer', { minimum: 0, maximum: 1e300, exclusive: true }),
      student,
      teacher,
    }),
  ],
  {
    error:
      'a second layer must be an object whose "kind" is "fixed" or "trained"; for example {"kind": "trained", "rate": 1}.',
  },
);

/** Shrinking of the weights per unit of the regime's own time t: η_w = weightDecay · δt a step. */
const weightDecay = boundedNumber('the weight decay per unit of t', { minimum: 0, maximum: 1e300 });

const batchSize = boundedInteger('the batch size b', { minimum: 1, maximum: SPECIFICATION_LIMITS.batchSize });

const training = oneOf('the training', ['full', 'lazy']);

const inputs = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('isotropic') }),
    z.strictObject({
      kind: z.literal('power-law'),
      exponent: boundedNumber('the exponent of the spectrum', { minimum: 0, maximum: 100 }),
    }),
    z.strictObject({
      kind: z.literal('spectrum'),
      eigenvalues: z
        .array(boundedNumber('an eigenvalue of the inputs’ covariance', { minimum: 0, maximum: 1e300 }))
        .min(1)
        .max(SPECIFICATION_LIMITS.eigenvalues, {
          error: `a spectrum may hold at most ${SPECIFICATION_LIMITS.eigenvalues} eigenvalues; use the kind "power-law".`,
        }),
    }),
    z.strictObject({
      kind: z.literal('given'),
      digest: z.string().regex(/^[0-9a-f]{64}$/, {
        error: 'the digest of given inputs must be the SHA-256 of their numbers, 64 hexadecimal digits.',
      }),
      rows: boundedInteger('the number of rows of given inputs', { minimum: 1, maximum: 1e9 }),
      passes: boundedInteger('the number of passes over given inputs', { minimum: 1, maximum: 1e9 }).default(
        1,
      ),
    }),
  ],
  {
    error:
      'inputs must be an object whose "kind" is "isotropic", "power-law" or "spectrum"; for example {"kind": "power-law", "exponent": 1}.',
  },
);

/** What simulation and theory can vary beside sizes and rates. */
export const sharedOptionFields = { activation, teacherActivation, secondLayer, weightDecay, batchSize };

/** The same, and what the simulator alone can vary: the theory's equations are closed for its defaults only. */
export const modelOptionFields = { ...sharedOptionFields, training, inputs };

export type ModelOptionName = keyof typeof modelOptionFields;
export const modelOptionNames = Object.keys(modelOptionFields) as ModelOptionName[];
/** The options that keep the overlaps from obeying equations of their own (model.md §2). */
export const simulatedOnly = ['training', 'inputs'] as const satisfies readonly ModelOptionName[];

/** The model of arXiv:2202.00293; the teacher's activation follows the student's. */
export const modelOptionDefaults = {
  activation: 'erf',
  secondLayer: { kind: 'fixed', student: null, teacher: null },
  weightDecay: 0,
  batchSize: 1,
  training: 'full',
  inputs: { kind: 'isotropic' },
} as const;

export type InputsSpecification = z.output<typeof inputs>;
export type SecondLayerSpecification = z.output<typeof secondLayer>;
