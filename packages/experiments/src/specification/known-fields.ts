import { z } from '../zod.ts';

/** Names of the fields that a schema knows at a path; none where it is no object there. Alternatives are joined. */
export function knownFields(schema: unknown, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.options.flatMap((option) => knownFields(option, path)))];
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return knownFields(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, unknown>>;
    if (path.length === 0) return Object.keys(shape);
    const [field, ...rest] = path;
    return knownFields(shape[String(field)], rest);
  }
  if (schema instanceof z.ZodArray && path.length > 0) return knownFields(schema.element, path.slice(1));
  return [];
}
