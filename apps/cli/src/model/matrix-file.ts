import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

const matrix = z.array(z.array(z.number()));
const teacherSchema = z.union([z.strictObject({ P: matrix }), z.strictObject({ weights: matrix })]);
const numbersSchema = z.array(z.number());

/** A given teacher, {"P": [[…]]} or {"weights": [[…]]}. @throws UsageError when the file is none */
export function readMatrixFile(option: string, path: string): z.infer<typeof teacherSchema> {
  return readJson(option, path, teacherSchema, '{"P": [[…]]} or {"weights": [[…]]}');
}

/** A list of numbers, as a JSON array. @throws UsageError when the file is none */
export function numberListFile(option: string, path: string): number[] {
  return readJson(option, path, numbersSchema, 'a JSON array of numbers');
}

function readJson<T>(option: string, path: string, schema: z.ZodType<T>, needed: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(messages.unreadableFile(option, path, needed, reason), { cause: error });
  }
}
