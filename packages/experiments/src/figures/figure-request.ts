import { boundedNumber } from '../specification/fields.ts';
import { z } from '../zod.ts';

/** What every request says: the file name of the figure, and the parts of the experiment that it is drawn from. */
const common = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, {
      error:
        'the name of a figure may hold up to 50 lower-case letters, digits and -; for example "final-risk".',
    })
    .optional(),
  parts: z
    .array(z.string({ error: 'parts of a figure are named by their labels.' }))
    .min(1, { error: 'a figure of no parts shows nothing: leave "parts" out for all of them.' })
    .optional(),
};

const request = <Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  z.strictObject({ kind: z.literal(kind), ...common, ...fields });

const timeAxis = z
  .enum(['regime', 'sweeps', 'steps'], {
    error: 'the time axis must be "regime" (its own t), "sweeps" (ν/d) or "steps" (ν).',
  })
  .default('regime');

const threshold = boundedNumber('the risk to reach', { minimum: 0, maximum: 1e300, exclusive: true });

const times = z
  .array(boundedNumber('a time of a figure', { minimum: 0, maximum: 1e15 }))
  .min(1)
  .max(12, { error: 'a figure of overlaps may show at most 12 times.' });

const budgets = z
  .array(boundedNumber('a number of sweeps ν/d', { minimum: 0, maximum: 1e15 }))
  .min(1)
  .max(8);

/** A figure that an experiment asks for; what it shows is computed from the results of its runs. */
export const figureRequestSchema = z.discriminatedUnion(
  'kind',
  [
    request('trajectories', { timeAxis }),
    request('phase-diagram', {}),
    request('scaling', {}),
    request('convergence', {}),
    request('width', { threshold }),
    request('learning-rate', { budgets }),
    request('overlaps', { times }),
    request('alignment', {}),
    request('particle-limit', {}),
    request('escape', {}),
  ],
  {
    error:
      'a figure must be an object whose "kind" is one of "trajectories", "phase-diagram", "scaling", "convergence", "width", "learning-rate", "overlaps", "alignment", "particle-limit", "escape"; for example {"kind": "trajectories"}.',
  },
);

export type FigureRequest = z.output<typeof figureRequestSchema>;
export type FigureKind = FigureRequest['kind'];
