import { z } from 'zod';

const share = z.number().min(0).max(1);
const seconds = z.number().min(0);

/**
 * What `crossover run --json` writes: one JSON object a line on stdout, the last of them `end` unless the command fails. `run` is a run's
 * identity.
 */
export const runEventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('plan'),
    experiment: z.string(),
    runs: z.array(z.strictObject({ run: z.string(), label: z.string() })),
  }),
  z.strictObject({ event: z.literal('start'), run: z.string() }),
  z.strictObject({
    event: z.literal('progress'),
    fraction: share,
    finished: z.int(),
    failed: z.int(),
    total: z.int(),
    stepsPerSecond: z.number().nullable(),
    secondsLeft: seconds.nullable(),
    underWay: z.array(
      z.strictObject({
        run: z.string(),
        fraction: share,
        stepsPerSecond: z.number().nullable(),
        secondsLeft: seconds.nullable(),
      }),
    ),
  }),
  /** The digest is of the bits of the result: the same on every machine. */
  z.strictObject({ event: z.literal('result'), run: z.string(), digest: z.string(), seconds }),
  z.strictObject({ event: z.literal('failure'), run: z.string(), message: z.string() }),
  z.strictObject({ event: z.literal('figure'), figure: z.string(), file: z.string() }),
  z.strictObject({ event: z.literal('note'), message: z.string() }),
  z.strictObject({
    event: z.literal('end'),
    experiment: z.string(),
    out: z.string(),
    runs: z.strictObject({ total: z.int(), reused: z.int(), executed: z.int() }),
    figures: z.array(z.string()),
  }),
]);

export type RunEvent = z.infer<typeof runEventSchema>;
