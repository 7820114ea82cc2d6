import { z } from '../zod.ts';
import { boundedInteger, boundedNumber, oneOf } from './fields.ts';
import { initialConditionSchema } from './initial-condition.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';
import { modelOptionDefaults, modelOptionFields, sharedOptionFields } from './model-options.ts';
import { NUMERICS_VERSION } from './numerics-version.ts';

/** Output times of one run, in the regime's own t (model.md §3); strictly increasing, from 0 on. */
export const timesSchema = z
  .array(boundedNumber('an output time', { minimum: 0, maximum: 1e15 }), {
    error: 'times must be an array of numbers, for example [0, 1, 10].',
  })
  .min(1, { error: 'times is empty: give at least one output time.' })
  .max(SPECIFICATION_LIMITS.times, {
    error: `times may hold at most ${SPECIFICATION_LIMITS.times} output times: thin the grid.`,
  })
  .refine((times) => times.every((time, index) => index === 0 || time > times[index - 1]), {
    error: 'times must be strictly increasing: sort them and drop repetitions.',
  });

/** The fields that say which model is run and from where, shared by simulation and theory. */
const physics = {
  widthPrefactor: boundedNumber('the width prefactor p₀ (p = p₀ d^κ)', {
    minimum: 0,
    maximum: 1e6,
    exclusive: true,
  }),
  teacherWidth: boundedInteger('the teacher width k', {
    minimum: 1,
    maximum: SPECIFICATION_LIMITS.teacherWidth,
  }),
  kappa: boundedNumber('the width exponent κ', { minimum: -10, maximum: 10 }),
  delta: boundedNumber('the learning-rate exponent δ', { minimum: -10, maximum: 10 }),
  learningRatePrefactor: boundedNumber('the learning-rate prefactor γ₀ (γ = γ₀ d^{−δ})', {
    minimum: 0,
    maximum: 1e300,
    exclusive: true,
  }),
  noise: boundedNumber('the noise variance Δ', { minimum: 0, maximum: 1e300 }),
};

const inputDimension = boundedInteger('the input dimension d', {
  minimum: 1,
  maximum: SPECIFICATION_LIMITS.inputDimension,
});
const seed = boundedInteger('the seed', { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const observables = oneOf('observables', ['risk', 'overlaps']);
const replica = boundedInteger('the replica number', { minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const relativeTolerance = boundedNumber('the relative tolerance of the integrator', {
  minimum: 1e-13,
  maximum: 1e-2,
});
/** In the order in which curves are listed. */
export const equationNames = ['limit', 'finite', 'exact', 'gradient-flow', 'mean-field'] as const;
const equations = oneOf('equations', equationNames);
const numerics = z.literal(NUMERICS_VERSION, {
  error: (issue) =>
    `found numerics ${JSON.stringify(issue.input)}, but this program computes numerics "${NUMERICS_VERSION}": leave the field out to compute the run anew.`,
});

/** The fields of a run that sweeps may vary and experiments may fix, by name. */
export const runParameterFields = {
  ...physics,
  inputDimension: inputDimension.nullable(),
  initial: initialConditionSchema,
  seed,
  times: timesSchema,
  observables,
  engine: oneOf('the engine', ['auto', 'projected', 'direct']),
  relativeTolerance,
  ...modelOptionFields,
};

const defaults = {
  numerics: numerics.default(NUMERICS_VERSION),
  initial: initialConditionSchema.default({ kind: 'teacher-span' }),
  seed: seed.default(0),
  observables: observables.default('risk'),
};

/** Options of the model with their defaults; the teacher's activation is the student's unless it is said. */
const options = {
  activation: modelOptionFields.activation.default(modelOptionDefaults.activation),
  teacherActivation: modelOptionFields.teacherActivation.optional(),
  secondLayer: modelOptionFields.secondLayer.default(modelOptionDefaults.secondLayer),
  weightDecay: modelOptionFields.weightDecay.default(modelOptionDefaults.weightDecay),
  batchSize: modelOptionFields.batchSize.default(modelOptionDefaults.batchSize),
  training: modelOptionFields.training.default(modelOptionDefaults.training),
  inputs: modelOptionFields.inputs.default(modelOptionDefaults.inputs),
};

const kindError = {
  error: 'a run must be an object whose "kind" is "simulation" or "theory".',
};

/** A run as people write it: defaults may be left out and the engine may be `auto`. */
export const runInputSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('simulation'),
      ...physics,
      ...defaults,
      inputDimension,
      times: timesSchema,
      engine: runParameterFields.engine.default('auto'),
      replica: replica.default(0),
      ...options,
    }),
    z.strictObject({
      kind: z.literal('theory'),
      ...physics,
      ...defaults,
      inputDimension: inputDimension.nullable().default(null),
      times: timesSchema,
      equations,
      relativeTolerance: relativeTolerance.default(1e-9),
      ...options,
    }),
  ],
  kindError,
);

const simulationSpecificationSchema = z.strictObject({
  kind: z.literal('simulation'),
  numerics,
  ...physics,
  inputDimension,
  initial: initialConditionSchema,
  seed,
  times: timesSchema,
  observables,
  engine: oneOf('the engine', ['projected', 'direct']),
  replica,
  ...modelOptionFields,
});

const theorySpecificationSchema = z.strictObject({
  kind: z.literal('theory'),
  numerics,
  ...physics,
  inputDimension: inputDimension.nullable(),
  initial: initialConditionSchema,
  seed,
  times: timesSchema,
  observables,
  equations,
  relativeTolerance,
  ...sharedOptionFields,
});

/**
 * A run spelled out in full: every field present, the engine resolved. This is what is stored, hashed,
 * sent and executed; `normalizeRunSpecification` makes one from what people write.
 */
export const runSpecificationSchema = z.discriminatedUnion(
  'kind',
  [simulationSpecificationSchema, theorySpecificationSchema],
  kindError,
);

export type SimulationSpecification = z.output<typeof simulationSpecificationSchema>;
export type TheorySpecification = z.output<typeof theorySpecificationSchema>;
export type RunSpecification = SimulationSpecification | TheorySpecification;
export type RunInput = z.input<typeof runInputSchema>;
export type Equations = TheorySpecification['equations'];
export type Observables = RunSpecification['observables'];
