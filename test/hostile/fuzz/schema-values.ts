import { z } from 'zod';
import type { Random } from './random.ts';
import type { Kind, Vocabulary } from './vocabulary.ts';

/** JSON Schema as zod and OpenAPI documents write it, and `bytes` for what travels as binary data. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: unknown;
}

/** The form of what goes over the wire, of a schema that validates it there. */
export function wireSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { type: 'bytes' });
    },
  }) as JsonSchema;
}

export interface ValueSources {
  readonly random: Random;
  readonly vocabulary: Vocabulary;
  /** Whether the sender may change what the words name, so that honest work is left out. */
  readonly mayHarm: boolean;
  /** Where `$ref` leads. */
  readonly components?: Readonly<Record<string, JsonSchema>>;
}

/** What a property or parameter of this name is the id of. */
const NAMES: Readonly<Record<string, Kind>> = { experimentId: 'experiment', runId: 'run', nodeId: 'node' };

/** A value of the form that the schema asks for, as far as that can be read off it; `kind`: what it is the id of. */
export function valueOf(schema: JsonSchema, sources: ValueSources, kind?: Kind): unknown {
  const { random, vocabulary, mayHarm } = sources;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return valueOf(sources.components?.[name] ?? {}, sources, kind);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return valueOf(random.pick(choices), sources, kind);
  if (schema.allOf !== undefined) {
    return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, sources))) as unknown;
  }
  const type = typeof schema.type === 'string' ? schema.type : random.pick(schema.type ?? ['object']);
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
      return Math.round(numberOf(schema, random));
    case 'number':
      return numberOf(schema, random);
    case 'string':
      return (
        (kind !== undefined && random.chance(0.9) ? vocabulary.name(kind, random, mayHarm) : undefined) ??
        textOf(schema, sources)
      );
    case 'bytes':
      return random.bytes(random.pick([0, 1, 8, 24, 80, 1000]));
    case 'array':
      return arrayOf(schema, sources);
    default:
      return objectOf(schema, sources);
  }
}

function numberOf({ minimum = 0, maximum = 1e6 }: JsonSchema, random: Random): number {
  const least = Math.max(minimum, -1e9);
  const most = Math.min(maximum, 1e9);
  return random.pick([
    least,
    most,
    least + (most - least) * (random.below(1000) / 1000),
    Math.min(least + 1, most),
  ]);
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[\da-f]{8}-[\da-f]{4}-/,
  uri: /^https?:/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
};

function textOf(
  { pattern, format, minLength = 0, maxLength = 100 }: JsonSchema,
  sources: ValueSources,
): string {
  const form = pattern === undefined ? FORMATS[format ?? ''] : new RegExp(pattern, 'u');
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength && (form === undefined || form.test(text));
  return (
    sources.vocabulary.form(sources.random, fits) ??
    'x'.repeat(sources.random.between(minLength, Math.min(maxLength, minLength + 20)))
  );
}

function arrayOf(schema: JsonSchema, sources: ValueSources): unknown[] {
  const { minItems = 0, maxItems = 5, prefixItems, items = {} } = schema;
  if (prefixItems !== undefined) return prefixItems.map((item) => valueOf(item, sources));
  const length = sources.random.between(minItems, Math.max(minItems, Math.min(maxItems, minItems + 4)));
  return Array.from({ length }, () => valueOf(items, sources));
}

function objectOf({ properties = {}, required = [] }: JsonSchema, sources: ValueSources): object {
  const needed = new Set(required);
  const wanted = Object.entries(properties).filter(
    ([name]) => needed.has(name) || sources.random.chance(0.5),
  );
  return Object.fromEntries(wanted.map(([name, schema]) => [name, valueOf(schema, sources, NAMES[name])]));
}
