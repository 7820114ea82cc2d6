import { messages } from '../messages.ts';
import { boundedInteger } from '../specification/fields.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { equationNames, runParameterFields } from '../specification/run-specification.ts';
import { z } from '../zod.ts';
import { figureRequestSchema } from '../figures/figure-request.ts';
import { timeGridSchema } from './time-grid.ts';

/** The parameters that a part fixes or sweeps, by name. */
export const parameterFields = { ...runParameterFields, times: timeGridSchema };
const fields = parameterFields;

const axis = <T extends z.ZodType>(values: T) =>
  z
    .array(values, { error: 'an axis must be an array of values, for example [100, 1000].' })
    .min(1, { error: 'an axis has no values: give at least one or leave the axis out.' })
    .max(SPECIFICATION_LIMITS.axisValues, {
      error: `an axis may hold at most ${SPECIFICATION_LIMITS.axisValues} values: split the sweep.`,
    })
    .optional();

/** Parameters of a run by name, each optional: what a part fixes for all of its runs. */
const baseSchema = z.strictObject(fields).partial();

/** Values to sweep, by parameter name; the runs are their cartesian product. */
const axesSchema = z.strictObject({
  widthPrefactor: axis(fields.widthPrefactor),
  teacherWidth: axis(fields.teacherWidth),
  learningRatePrefactor: axis(fields.learningRatePrefactor),
  kappa: axis(fields.kappa),
  delta: axis(fields.delta),
  noise: axis(fields.noise),
  inputDimension: axis(fields.inputDimension),
  initial: axis(fields.initial),
  seed: axis(fields.seed),
  times: axis(fields.times),
  observables: axis(fields.observables),
  engine: axis(fields.engine),
  relativeTolerance: axis(fields.relativeTolerance),
  activation: axis(fields.activation),
  teacherActivation: axis(fields.teacherActivation),
  secondLayer: axis(fields.secondLayer),
  weightDecay: axis(fields.weightDecay),
  batchSize: axis(fields.batchSize),
  training: axis(fields.training),
  inputs: axis(fields.inputs),
});

/** Every parameter that can be swept, in the order in which sweeps nest them. */
export const axisNames = axesSchema.keyof().options;

/** A group of runs that differ along axes: simulations with replicas, theory curves, or both. */
export const experimentPartSchema = z
  .strictObject({
    label: z.string().max(200).optional(),
    base: baseSchema,
    axes: axesSchema.default({}),
    replicas: boundedInteger('the number of replicas', {
      minimum: 1,
      maximum: SPECIFICATION_LIMITS.replicas,
    }).default(1),
    theory: z
      .array(z.enum(equationNames), {
        error:
          'theory must be an array of the equations to solve, some of "limit", "finite", "exact", "gradient-flow" and "mean-field": ["limit"], for example, or [].',
      })
      .max(equationNames.length)
      .default([]),
    simulation: z.boolean({ error: 'simulation must be true or false.' }).default(true),
  })
  .refine(({ theory, simulation }) => simulation || theory.length > 0, {
    error: 'the part asks for nothing: set "simulation": true or name equations in "theory".',
  });

/** What is asked, and the runs that answer it. */
export const experimentSpecificationSchema = z.strictObject({
  name: z.string({ error: 'an experiment needs a name.' }).regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, {
    error:
      'the name of an experiment may hold up to 100 letters, digits and . _ / -, and must begin with a letter or digit; for example "noise-sweep".',
  }),
  title: z.string().max(200).default(''),
  question: z.string().max(2000).default(''),
  parts: z
    .array(experimentPartSchema, {
      error: ({ input }) =>
        input === undefined ? messages.noParts() : 'parts must be an array of groups of runs.',
    })
    .min(1, { error: 'parts is empty: give at least one group of runs.' })
    .max(SPECIFICATION_LIMITS.parts, {
      error: `an experiment may have at most ${SPECIFICATION_LIMITS.parts} parts: split it.`,
    }),
  /** The figures that answer the question; none named: the trajectories, and where the runs lie. */
  figures: z
    .array(figureRequestSchema, {
      error: 'figures must be an array of figures such as [{"kind": "trajectories"}].',
    })
    .max(20, { error: 'an experiment may ask for at most 20 figures.' })
    .default([]),
});

/** An experiment with its defaults filled in. */
export type ExperimentSpecification = z.output<typeof experimentSpecificationSchema>;
/** An experiment as people write it: `axes`, `replicas`, `theory`, `simulation`, `title`, `question` may be left out. */
export type ExperimentInput = z.input<typeof experimentSpecificationSchema>;
export type ExperimentPart = ExperimentSpecification['parts'][number];
