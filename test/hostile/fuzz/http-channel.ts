import { errorResponseSchema } from '@crossover/protocol';
import { decoySubmission } from './decoys.ts';
import { exchange, type HttpReply } from './http-exchange.ts';
import { mutate, nonsense, oddText } from './mutations.ts';
import type { Route, Routes } from './openapi-routes.ts';
import type { Random } from './random.ts';
import { valueOf } from './schema-values.ts';
import { BrokenPromise, type Outcome } from './tally.ts';
import { claimOf, sourceAddress, type Channel, type Claim, type Target } from './target.ts';

/** Every operation of the OpenAPI document, by everybody: right, nearly right, and wrong. */
export class HttpChannel implements Channel {
  readonly name = 'HTTP requests';
  readonly weight = 18;
  readonly #target: Target;
  readonly #routes: Routes;

  constructor(target: Target, routes: Routes) {
    this.#target = target;
    this.#routes = routes;
  }

  async send(random: Random): Promise<Outcome> {
    const route = random.pick(this.#routes.routes);
    const claim = claimOf(random, this.#target.tokens);
    const strange = random.chance(0.08);
    const method = strange
      ? random.pick(['PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'DELETE', 'POST'])
      : route.method;
    const mayHarm = claim.role === 'operator';
    const path = this.#pathOf(route, random, mayHarm);
    const body = method === 'GET' || method === 'HEAD' ? undefined : this.#bodyOf(route, random, mayHarm);
    const reply = await exchange({
      port: this.#target.port,
      method,
      path,
      headers: { ...headersOf(claim, random), ...(body === undefined ? {} : typeOf(random)) },
      body,
      localAddress: sourceAddress(random),
    }).catch((error: unknown) => {
      throw new BrokenPromise(`${method} ${path}: ${String(error)}`);
    });
    if (reply === undefined) return 'connection closed';
    judge(`${method} ${path.slice(0, 200)}`, strange ? undefined : route, claim, reply);
    return outcomeOf(reply);
  }

  close(): void {
    // Every request has a connection of its own.
  }

  #pathOf({ path, parameters }: Route, random: Random, mayHarm: boolean): string {
    const sources = {
      random,
      vocabulary: this.#target.vocabulary,
      mayHarm,
      components: this.#routes.components,
    };
    const value = (name: string) => {
      const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? { type: 'string' };
      return random.chance(0.8) ? valueOf(schema, sources) : oddText(random).slice(0, 2000);
    };
    const text = (name: string) => {
      const word = value(name);
      return encodeURIComponent(
        typeof word === 'string' ? Buffer.from(word).toString() : JSON.stringify(word),
      );
    };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => text(name));
    const queries = parameters.filter((parameter) => parameter.in === 'query' && random.chance(0.5));
    const query = queries.map(({ name }) => `${name}=${text(name)}`);
    if (random.chance(0.1))
      query.push(random.pick(['__proto__[x]=1', 'a=1&a=2', '%00', '&&=&', 'limit=1e9']));
    const whole = query.length === 0 ? filled : `${filled}?${query.join('&')}`;
    if (random.chance(0.95)) return whole;
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

  #bodyOf({ body, path }: Route, random: Random, mayHarm: boolean): string | Uint8Array | undefined {
    if (body === undefined) return random.chance(0.9) ? undefined : JSON.stringify(nonsense(random));
    const { components } = this.#routes;
    const sources = { random, vocabulary: this.#target.vocabulary, mayHarm, components };
    const whole = /experiments$|plan$/.test(path)
      ? decoySubmission(random)
      : body.examples.length > 0 && random.chance(0.3)
        ? random.pick(body.examples)
        : valueOf(body.schema, sources);
    const sent = random.chance(0.25) ? whole : random.chance(0.1) ? nonsense(random) : mutate(whole, random);
    const text = JSON.stringify(sent) ?? '';
    if (random.chance(0.9)) return text;
    return random.pick<string | Uint8Array>([
      text.slice(0, random.below(text.length + 1)),
      `${text}${text}`,
      random.bytes(500),
      '['.repeat(100_000),
      `{"a":${'[1,'.repeat(50_000)}`,
      `"${'x'.repeat(random.chance(0.1) ? 5 * 2 ** 20 : 1000)}"`,
    ]);
  }
}

function headersOf({ token }: Claim, random: Random): Record<string, string> {
  if (token === undefined) return {};
  const scheme = random.chance(0.98) ? 'Bearer' : random.pick(['Basic', 'bearer', 'Token', '']);
  return { authorization: `${scheme} ${token}` };
}

function typeOf(random: Random): Record<string, string> {
  if (random.chance(0.92)) return { 'content-type': 'application/json' };
  return random.pick<Record<string, string>>([
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ]);
}

/** @throws {BrokenPromise} when somebody got what is not theirs, or an answer that is none */
function judge(what: string, route: Route | undefined, claim: Claim, reply: HttpReply): void {
  const { status, text } = reply;
  const allowed =
    route === undefined || route.schemes.length === 0 || route.schemes.includes(claim.role ?? '');
  if (!allowed && status < 400)
    throw new BrokenPromise(`${what} was open to ${claim.role ?? 'a wrong token'}: ${status}`);
  if (claim.role === null && what.includes(' /api/') && status < 400) {
    throw new BrokenPromise(`${what} was open to a wrong token: ${status}`);
  }
  if (status >= 500 && status !== 503) throw new BrokenPromise(`${what}: ${status} ${text.slice(0, 500)}`);
  if (status >= 400 && text !== '' && !errorResponseSchema.safeParse(parsed(text)).success) {
    throw new BrokenPromise(`${what}: ${status} with a body of another form: ${text.slice(0, 300)}`);
  }
}

function outcomeOf({ status, text }: HttpReply): Outcome {
  if (status < 400) return 'accepted';
  const error = errorResponseSchema.safeParse(parsed(text));
  return `refused: ${error.success ? error.data.error.code : status}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
