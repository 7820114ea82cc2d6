import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface MediaType {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly value: unknown }>;
}

interface Documented {
  readonly operationId: string;
  readonly security?: Record<string, unknown>[];
  readonly requestBody?: { readonly content: Record<string, MediaType> };
  readonly responses: Record<string, { readonly content?: Record<string, MediaType> }>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Documented>>;
  readonly components: { readonly schemas: Record<string, object> };
}

/** Compares answers with what the document says of them. */
export class DocumentedAnswers {
  readonly document: OpenApi;
  /** "operation status" of every answer that was compared. */
  readonly seen = new Set<string>();
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(document: OpenApi) {
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'openapi');
  }

  /** Every example of the document with the faults that its own schema finds in it. */
  exampleFaults(): string[] {
    return this.#operations().flatMap(({ operation }) => {
      const { operationId, requestBody, responses } = operation;
      const media = [requestBody, ...Object.values(responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      return media.flatMap(({ schema, example, examples = {} }) =>
        [example, ...Object.values(examples).map(({ value }) => value)]
          .filter((value) => value !== undefined)
          .flatMap((value) => this.#faults(schema, value).map((fault) => `${operationId}: ${fault}`)),
      );
    });
  }

  /** The faults of an answer to a request; none when it is as the document says. */
  async check(method: string, path: string, response: Response): Promise<string[]> {
    const found = this.#operations().find(
      (entry) => entry.method === method.toLowerCase() && matches(entry.path, path),
    );
    if (found === undefined) return [`${method} ${path} is not documented`];
    const { operationId, responses } = found.operation;
    const answer = responses[String(response.status)];
    if (answer === undefined) return [`${operationId}: status ${response.status} is not documented`];
    const type = (response.headers.get('content-type') ?? '').split(';')[0];
    this.seen.add(`${operationId} ${response.status} ${type}`.trim());
    const media = answer.content?.[type];
    if (type === '' && answer.content === undefined) return [];
    if (media === undefined) return [`${operationId}: "${type}" is not documented`];
    if (type !== 'application/json') return [];
    const body: unknown = await response.clone().json();
    return this.#faults(media.schema, body).map((fault) => `${operationId} ${response.status}: ${fault}`);
  }

  /** "operation status type" of every good answer of the document. */
  goodAnswers(): string[] {
    return this.#operations().flatMap(({ operation: { operationId, responses } }) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) < 400)
        .flatMap(([status, { content }]) =>
          Object.keys(content ?? { '': null }).map((type) => `${operationId} ${status} ${type}`.trim()),
        ),
    );
  }

  /** "METHOD /path" of everything documented. */
  routes(): string[] {
    return this.#operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  }

  #operations() {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
  }

  #faults(schema: object, value: unknown): string[] {
    const key = JSON.stringify(schema);
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(withinDocument(schema) as object);
    this.#compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
}

/** References inside a part of the document are to the whole of it. */
function withinDocument(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withinDocument);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' ? `openapi${String(value)}` : withinDocument(value),
    ]),
  );
}

function matches(template: string, path: string): boolean {
  const own = path.split('?')[0].split('/');
  const parts = template.split('/');
  const isLiteral = parts.every((part, index) => part === own[index] || part.startsWith('{'));
  return parts.length === own.length && isLiteral;
}
