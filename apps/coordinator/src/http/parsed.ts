import type { z } from 'zod';
import { refuseInvalid } from '../errors.ts';
import { messages } from '../messages.ts';

/**
 * What a request brings along, in the form that its schema asks for.
 *
 * @throws {RefusedError} `invalid-message`, with the place of each fault
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw refuseInvalid(result.error, messages.invalidRequest());
  return result.data;
}
