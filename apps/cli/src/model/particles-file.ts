import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

const matrix = z.array(z.array(z.number()));
const particlesFileSchema = z.strictObject({
  M: matrix,
  outOfSpan: z.array(z.number()),
  P: matrix.optional(),
});

/** Particles one by one: rows of M are their overlaps with the teachers, `outOfSpan` their q⊥; P is the identity if left out. */
export type ParticlesFile = z.infer<typeof particlesFileSchema>;

/** @throws UsageError when there is no such file, or something else in it */
export function readParticlesFile(path: string): ParticlesFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(messages.unknownParticles(path, (error as Error).message), { cause: error });
  }
  try {
    return particlesFileSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(messages.unreadableParticles(path, reason), { cause: error });
  }
}
