import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import type { z } from '../zod.ts';
import { show } from './show.ts';

/**
 * Parses `input` by a schema.
 * @throws {InvalidSpecificationError} with one readable issue for each fault.
 */
export function parseSpecification<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidSpecificationError(result.error.issues.flatMap((issue) => readable(issue, [])));
}

function readable(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): SpecificationIssue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    // The branch that takes the input's type says more than "no branch fits".
    const branch = issue.errors.find((issues) =>
      issues.every(({ code, path: inner }) => code !== 'invalid_type' || inner.length > 0),
    );
    if (branch !== undefined && branch.length > 0) return branch.flatMap((inner) => readable(inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return [{ path: path.join('.'), message: messages.unknownFields(issue.keys.map(show)) }];
  }
  return [{ path: path.join('.'), message: issue.message }];
}
