import type { ErrorCode } from '@crossover/protocol';
import { z } from 'zod';
import { SOFTWARE_VERSION } from '../../version.ts';
import { statusOf } from '../error-responses.ts';
import { componentSchemas, referenceTo } from './components.ts';
import { operations } from './operations/index.ts';
import type { Content, Operation, OperationAnswer } from './operation.ts';

const description =
  `Submit, watch, steer and read experiments of a Crossover laboratory. Bodies are JSON. Whoever reads gives the
viewer's token, whoever changes something the operator's, as \`Authorization: Bearer TOKEN\`. Errors have the status 400 or above and
the body \`{"error": {"code", "message", "details"?}}\`: codes are for programs, messages for people. GET may be HEAD, but for events and files of results. What repeats a
request that was carried out already changes nothing.`.replaceAll('\n', ' ');

const tags = {
  experiments: 'What to compute, and how far it is.',
  results: 'What has been computed.',
  events: 'What happens while it happens.',
  nodes: 'Who computes.',
  service: 'How the coordinator is.',
} satisfies Record<Operation['tag'], string>;

/** The HTTP interface as an OpenAPI document, made from the same schemas that validate requests. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Crossover',
      version: SOFTWARE_VERSION,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This coordinator.' }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    paths: paths(),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        viewer: { type: 'http', scheme: 'bearer', description: "The viewer's token: reads." },
        operator: {
          type: 'http',
          scheme: 'bearer',
          description: "The operator's token: reads, submits, steers and removes.",
        },
      },
    },
  };
}

function paths(): Record<string, Record<string, object>> {
  const byPath: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    byPath[path] = { ...byPath[path], [operation.method]: operationObject(operation) };
  }
  return byPath;
}

function operationObject(operation: Operation): object {
  const { id, tag, summary, description: text, role, parameters, query, body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(text === undefined ? {} : { description: text }),
    security: { nobody: [], viewer: [{ viewer: [] }, { operator: [] }], operator: [{ operator: [] }] }[role],
    parameters: [...parametersOf(parameters, 'path'), ...parametersOf(query, 'query')],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.required,
            content: {
              'application/json': {
                schema: referenceTo(body.schema),
                examples: Object.fromEntries(
                  Object.entries(body.examples).map(([name, value]) => [name, { value }]),
                ),
              },
            },
          },
        }),
    responses: {
      ...Object.fromEntries(answers.map((answer) => [answer.status, answerObject(answer)])),
      ...errorAnswers(operation),
    },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description: text, ...rest } = typeof property === 'boolean' ? {} : property;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(text === undefined ? {} : { description: text }),
      schema: rest,
    };
  });
}

function answerObject({ description: text, content, headers }: OperationAnswer): object {
  return {
    description: text,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, meaning]) => [
              name,
              { description: meaning, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content.map(contentEntry)) }),
  };
}

function contentEntry(content: Content): [string, object] {
  if ('json' in content) {
    return ['application/json', { schema: referenceTo(content.json), example: content.example }];
  }
  if ('text' in content) return [content.text, { schema: { type: 'string' }, example: content.example }];
  return [content.bytes, { schema: { type: 'string', format: 'binary' } }];
}

/** One answer for each status; the codes that have it are in its text. */
function errorAnswers({ role, errors }: Operation): Record<string, object> {
  const always: ErrorCode[] = ['internal', 'rate-limited', 'unavailable'];
  const guarded: ErrorCode[] = role === 'nobody' ? [] : ['unauthorized', 'forbidden'];
  const codesByStatus = new Map<number, ErrorCode[]>();
  for (const code of [...errors, ...guarded, ...always]) {
    const status = statusOf(code);
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: {
          'application/json': {
            schema: referenceTo('ErrorResponse'),
            example: { error: { code: codes[0], message: 'What was found, what was needed, what to do.' } },
          },
        },
      },
    ]),
  );
}
