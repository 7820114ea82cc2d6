import { gzipSync } from 'node:zlib';
import { decoySubmission } from './decoys.ts';
import { mutate, nonsense, oddText } from './mutations.ts';
import type { Route, Routes } from './openapi-routes.ts';
import type { Random } from './random.ts';
import { valueOf, type ValueSources } from './schema-values.ts';
import type { Kind, Vocabulary } from './vocabulary.ts';

export interface ComposedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
  /** The operation that it was meant for; undefined when there is none. */
  readonly route: Route | undefined;
}

const JSON_TYPE = { 'content-type': 'application/json' };
/** 64 MiB of spaces before a word, in 64 KiB. */
const BOMB = gzipSync(Buffer.from(`${' '.repeat(64 * 2 ** 20)}{}`));
const KINDS: Readonly<Record<string, Kind>> = { experiments: 'experiment', runs: 'run', nodes: 'node' };

/** Requests of every operation of an OpenAPI document: as it should be, or with faults in its parts. */
export class RequestComposer {
  readonly #routes: Routes;
  readonly #vocabulary: Vocabulary;

  constructor(routes: Routes, vocabulary: Vocabulary) {
    this.#routes = routes;
    this.#vocabulary = vocabulary;
  }

  /** `mayHarm`: whether the sender's token allows to change what the request names. */
  compose(meant: Route, random: Random, mayHarm: boolean): ComposedRequest {
    const { components } = this.#routes;
    const sources = { random, vocabulary: this.#vocabulary, mayHarm, components };
    const spoil = !random.chance(0.5);
    const strange = spoil && random.chance(0.1);
    const method = strange
      ? random.pick(['PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'DELETE', 'POST'])
      : meant.method;
    const crooked = spoil && random.chance(0.08);
    const path = pathOf(meant, sources, { spoil, crooked });
    const whole = meant.body && wholeBody(meant, meant.body, sources);
    const { body, headers } =
      method === 'GET' || method === 'HEAD'
        ? { body: undefined, headers: {} }
        : spoil
          ? spoiledBody(whole, random)
          : { body: whole === undefined ? undefined : JSON.stringify(whole), headers: JSON_TYPE };
    const route = crooked
      ? undefined
      : this.#routes.routes.find((known) => known.method === method && known.path === meant.path);
    return { method, path, body, route, headers: body === undefined ? {} : headers };
  }
}

const UNKNOWN: Route['parameters'][number] = { name: '', in: 'path', schema: { type: 'string' } };

function pathOf(
  { path, parameters }: Route,
  sources: ValueSources,
  { spoil, crooked }: { spoil: boolean; crooked: boolean },
): string {
  const { random } = sources;
  const kind = KINDS[/^\/api\/(\w+)/.exec(path)?.[1] ?? ''];
  const isAsked = parameters.some((parameter) => parameter.in === 'query');
  const text = (name: string, about?: Kind) => {
    const { schema, in: place } = parameters.find((parameter) => parameter.name === name) ?? UNKNOWN;
    // What is asked about something comes to be looked at when that is there.
    const share = isAsked && place === 'path' ? 0.15 : 0.5;
    const word =
      spoil && random.chance(share) ? oddText(random).slice(0, 2000) : valueOf(schema, sources, about);
    // A lone surrogate has no place in an address: it goes as the sign for what cannot be written.
    return encodeURIComponent(typeof word === 'string' ? Buffer.from(word).toString() : JSON.stringify(word));
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => text(name, kind));
  const queries = parameters.filter((parameter) => parameter.in === 'query' && (spoil || random.chance(0.5)));
  const query = queries.map(({ name }) => `${name}=${text(name)}`);
  if (spoil && random.chance(0.2))
    query.push(random.pick(['__proto__[x]=1', 'a=1&a=2', '%00', '&&=&', 'limit=1e9', 'offset=-1']));
  const whole = query.length === 0 ? filled : `${filled}?${query.join('&')}`;
  if (!crooked) return whole;
  return random.pick([
    `${whole}/..`,
    `/${whole}`,
    `${whole}%2f%2e%2e%2f`,
    whole.toUpperCase(),
    '/socket.io/',
    '/%',
    '/',
  ]);
}

function wholeBody({ path }: Route, body: NonNullable<Route['body']>, sources: ValueSources): unknown {
  const { random } = sources;
  if (/experiments$|plan$/.test(path)) return decoySubmission(random);
  return body.examples.length > 0 && random.chance(0.3)
    ? random.pick(body.examples)
    : valueOf(body.schema, sources);
}

function spoiledBody(whole: unknown, random: Random): Pick<ComposedRequest, 'body' | 'headers'> {
  if (whole === undefined && random.chance(0.8)) return { body: undefined, headers: {} };
  if (random.chance(0.02)) return { body: BOMB, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } };
  const sent = whole === undefined || random.chance(0.12) ? nonsense(random) : mutate(whole, random);
  const text = JSON.stringify(sent) ?? '';
  const headers = random.chance(0.92)
    ? JSON_TYPE
    : random.pick<Record<string, string>>([
        {},
        { 'content-type': 'text/plain' },
        { 'content-type': 'multipart/form-data; boundary=x' },
        { 'content-type': 'application/json; charset=utf-7' },
        { ...JSON_TYPE, 'content-encoding': 'gzip' },
        { ...JSON_TYPE, 'content-encoding': 'br' },
      ]);
  if (random.chance(0.88)) return { body: text, headers };
  const body = random.pick<string | Uint8Array>([
    text.slice(0, random.below(text.length + 1)),
    `${text}${text}`,
    random.bytes(500),
    '['.repeat(100_000),
    `{"a":${'[1,'.repeat(50_000)}`,
    `"${'x'.repeat(random.chance(0.1) ? 5 * 2 ** 20 : 1000)}"`,
  ]);
  return { body, headers };
}
