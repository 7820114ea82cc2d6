import {
  errorResponseSchema,
  readyResponseSchema,
  submitResponseSchema,
  watchedStateSchema,
} from '@crossover/protocol';
import { HttpExchange, type HttpReply } from './http-exchange.ts';
import { nameOf, type Route, type Routes } from './openapi-routes.ts';
import type { Random } from './random.ts';
import { RequestComposer, type ComposedRequest } from './request-composer.ts';
import { BrokenPromise, type Outcome, type Told } from './tally.ts';
import { claimOf, sourceAddress, type Channel, type Claim, type Role, type Target } from './target.ts';

/** Experiments are submitted more often than other requests are made, so that there are always some. */
const WEIGHTS: Readonly<Record<string, number>> = { 'POST /api/experiments': 3 };
/** Copying the whole database takes seconds in which nobody else gets much done: mostly asked for by those who may not. */
const COSTLY = 'GET /api/backup';
const LESSER: readonly Role[] = ['viewer', 'node'];

/** Every operation of the OpenAPI document, by everybody: right, nearly right, and wrong. */
export class HttpChannel implements Channel {
  readonly name = 'HTTP requests';
  readonly weight = 30;
  readonly #target: Target;
  readonly #places: readonly Route[];
  readonly #composer: RequestComposer;
  readonly #exchange = new HttpExchange();

  constructor(target: Target, routes: Routes) {
    this.#target = target;
    this.#composer = new RequestComposer(routes, target.vocabulary);
    this.#places = routes.routes.flatMap((route) =>
      Array.from({ length: WEIGHTS[nameOf(route)] ?? 1 }, () => route),
    );
  }

  async send(random: Random): Promise<Told> {
    const { port, tokens } = this.#target;
    const meant = random.pick(this.#places);
    const claim =
      nameOf(meant) === COSTLY && random.chance(0.95)
        ? claimOf(random, tokens, LESSER, LESSER)
        : claimOf(random, tokens, meant.schemes as readonly Role[]);
    const request = this.#composer.compose(meant, random, claim.role === 'operator');
    const { method, path, body } = request;
    const isRead = method === 'GET' && random.chance(0.06);
    const reply = await this.#exchange
      .ask({
        port,
        method,
        path,
        body,
        headers: { ...authorization(claim, random), ...request.headers },
        localAddress: sourceAddress(random),
        reading: isRead ? random.pick(['broken off', 'left unread']) : 'whole',
      })
      .catch((error: unknown) => {
        throw new BrokenPromise(`${method} ${path}: ${String(error)}`);
      });
    const surface =
      request.route === undefined ? 'HTTP: operations that there are not' : nameOf(request.route);
    if (reply === undefined) return { surface, outcome: 'connection closed' };
    judge(request, claim, reply);
    this.#learn(request, reply);
    return { surface, outcome: outcomeOf(reply) };
  }

  close(): void {
    this.#exchange.close();
  }

  #learn({ method, path }: ComposedRequest, { status, text }: HttpReply): void {
    const { vocabulary } = this.#target;
    if (status === 201) {
      const submitted = submitResponseSchema.safeParse(parsed(text));
      if (submitted.success) vocabulary.offer('experiment', submitted.data.experiment.id);
    }
    if (status === 204 && method === 'DELETE') vocabulary.forget('experiment', path.split(/[/?]/)[3] ?? '');
  }
}

function authorization({ token }: Claim, random: Random): Record<string, string> {
  if (token === undefined) return {};
  const scheme = random.chance(0.98) ? 'Bearer' : random.pick(['Basic', 'bearer', 'Token', '']);
  return { authorization: `${scheme} ${token}` };
}

/** @throws {BrokenPromise} when somebody got what is not theirs, or an answer that is none */
function judge({ method, path, route }: ComposedRequest, { role }: Claim, reply: HttpReply): void {
  const { status, text, complete } = reply;
  const what = `${method} ${path.slice(0, 200)}`;
  const isOpen = route === undefined ? !path.startsWith('/api') : route.schemes.length === 0;
  if (status < 400 && !isOpen && !(route?.schemes ?? ['viewer', 'operator']).includes(role ?? ''))
    throw new BrokenPromise(`${what} was open to ${role ?? 'a wrong token'}: ${status}`);
  if (status >= 500 && status !== 503) throw new BrokenPromise(`${what}: ${status} ${text.slice(0, 500)}`);
  // What the library of the sockets says on its address is its own; who asks for readiness gets a list of checks.
  const isOurs = !path.startsWith('/socket.io') && !readyResponseSchema.safeParse(parsed(text)).success;
  if (
    status >= 400 &&
    isOurs &&
    complete &&
    text !== '' &&
    !errorResponseSchema.safeParse(parsed(text)).success
  ) {
    throw new BrokenPromise(`${what}: ${status} with a body of another form: ${text.slice(0, 300)}`);
  }
  if (String(reply.headers['content-type']).startsWith('text/event-stream')) judgeStream(what, text);
}

/** The first event is the state, whole. */
function judgeStream(what: string, text: string): void {
  const first = /^event: (\w+)\ndata: (.*)\n\n/m.exec(text);
  if (first === null) return;
  const [, name, data = ''] = first;
  if (name !== 'state' || !watchedStateSchema.safeParse(parsed(data)).success)
    throw new BrokenPromise(`${what} began with ${text.slice(0, 300)}`);
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
