import { z } from 'zod';

/** The JSON that scripts rely on. */

const matrix = z.array(z.array(z.number()));
const overlaps = z.array(z.strictObject({ Q: matrix, M: matrix }));

export const theoryOutput = z.strictObject({
  specification: z.looseObject({
    kind: z.literal('theory'),
    equations: z.enum(['limit', 'finite', 'exact', 'gradient-flow', 'mean-field']),
  }),
  times: z.array(z.number()),
  risk: z.array(z.number()),
  overlaps,
  /** Only where it is trained. */
  secondLayer: matrix.optional(),
  P: matrix,
});

export const eventsOutput = z.strictObject({
  specification: z.looseObject({ kind: z.literal('theory') }),
  events: z.array(
    z.strictObject({
      event: z.enum(['risk-below', 'alignment-above']),
      value: z.number(),
      time: z.number().nullable(),
      risk: z.number().nullable(),
    }),
  ),
});

export const simulationOutput = z.strictObject({
  specification: z.looseObject({ kind: z.literal('simulation'), replicas: z.int() }),
  times: z.array(z.number()),
  risk: z.strictObject({ mean: z.array(z.number()), standardError: z.array(z.number().nullable()) }),
  /** `secondLayer` only where it is trained. */
  replicas: z.array(z.strictObject({ risk: z.array(z.number()), overlaps, secondLayer: matrix.optional() })),
  P: matrix,
});
