import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import type { z } from '../zod.ts';
import { knownFields } from './known-fields.ts';
import { nearMiss } from './near-miss.ts';
import { show } from './show.ts';

/**
 * Parses `input` by a schema.
 * @throws {InvalidSpecificationError} with one readable issue for each fault.
 */
export function parseSpecification<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidSpecificationError(result.error.issues.flatMap((issue) => readable(issue, [], schema)));
}

function readable(
  issue: z.core.$ZodIssue,
  prefix: readonly PropertyKey[],
  schema: z.ZodType,
): SpecificationIssue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    // The branch that takes the input's type, and most of its fields, says more than "no branch fits".
    const branches = issue.errors
      .filter((issues) =>
        issues.every(({ code, path: inner }) => code !== 'invalid_type' || inner.length > 0),
      )
      .sort((a, b) => strangeness(a) - strangeness(b));
    if (branches.length > 0 && branches[0].length > 0) {
      return branches[0].flatMap((inner) => readable(inner, path, schema));
    }
  }
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(schema, path);
    return issue.keys.map((field) => ({
      path: path.join('.'),
      message: messages.unknownField(show(field), nearMiss(field, known)),
      unknownField: field,
    }));
  }
  return [{ path: path.join('.'), message: wordingOf(issue) }];
}

/** What schemas say by default is of no use to who wrote the input. */
function wordingOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return messages.wrongType(issue.input, TYPES_IN_WORDS[issue.expected] ?? issue.expected);
  }
  if (issue.code === 'too_big' && issue.message.startsWith('Too big')) {
    return messages.tooLong(
      issue.input,
      String(issue.maximum),
      issue.origin === 'string' ? 'characters' : 'of them',
    );
  }
  return issue.message;
}

const TYPES_IN_WORDS: Readonly<Partial<Record<string, string>>> = {
  object: 'an object of named fields',
  array: 'a list',
  string: 'text',
};

/** How many fields a branch of a union does not know or misses. */
function strangeness(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
    return issue.path.length === 1 && issue.input === undefined ? sum + 1 : sum;
  }, 0);
}
