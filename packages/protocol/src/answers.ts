import { z } from './zod.ts';

/** Why a message, a request or a connection was refused. Codes are for programs, messages for people. */
export const ERROR_CODES = [
  'unauthorized',
  'forbidden',
  'origin-not-allowed',
  'protocol-version',
  'numerics-version',
  'invalid-message',
  'message-too-large',
  'unknown-run',
  'digest-mismatch',
  'result-mismatch',
  'invalid-specification',
  'unknown-preset',
  'unknown-experiment',
  'no-result',
  'conflict',
  'not-found',
  'rate-limited',
  'shutting-down',
  'unavailable',
  'quarantined',
  'internal',
] as const;

export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  /** Where the message was wrong, one entry for each fault. */
  details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type WireError = z.infer<typeof wireErrorSchema>;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Every acknowledgement: either what was asked for, or what was wrong. */
export type Answer<T> = ({ ok: true } & T) | { ok: false; error: WireError };

/** The schema of an acknowledgement whose good form carries `fields`. */
export function answerSchema<Shape extends z.ZodRawShape>(fields: Shape) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), ...fields }),
    z.object({ ok: z.literal(false), error: wireErrorSchema }),
  ]);
}
