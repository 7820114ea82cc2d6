import {
  experimentActionResponseSchema,
  experimentResponseSchema,
  experimentsResponseSchema,
  failuresResponseSchema,
  nodesResponseSchema,
  runsResponseSchema,
  submitResponseSchema,
} from '@crossover/protocol';
import type { ExperimentInput } from '@crossover/experiments';
import { CannotCheckError } from '../../errors.ts';
import { messages } from '../../messages.ts';
import type { CoordinatorUnderTest } from '../options.ts';

/**
 * What the suite needs of the HTTP interface: to submit and remove its experiments, and to look at what a
 * message has changed. Every method throws an Error when the request is refused.
 */
export class HttpClient {
  readonly #coordinator: CoordinatorUnderTest;

  constructor(coordinator: CoordinatorUnderTest) {
    this.#coordinator = coordinator;
  }

  async submit(specification: ExperimentInput) {
    const body = await this.#json('POST', '/api/experiments', { specification });
    return submitResponseSchema.parse(body).experiment;
  }

  async remove(experimentId: string): Promise<void> {
    await this.#request('DELETE', `/api/experiments/${experimentId}`);
  }

  /** pause, resume, retry or cancel; how the experiment stands then. */
  async steer(experimentId: string, verb: string, terms: object = {}) {
    const body = await this.#json('POST', `/api/experiments/${experimentId}/${verb}`, terms);
    return experimentActionResponseSchema.parse(body).experiment;
  }

  async experiments() {
    return experimentsResponseSchema.parse(await this.#json('GET', '/api/experiments')).experiments;
  }

  async detail(experimentId: string) {
    return experimentResponseSchema.parse(await this.#json('GET', `/api/experiments/${experimentId}`));
  }

  /** The first page of its runs. */
  async runs(experimentId: string) {
    return runsResponseSchema.parse(await this.#json('GET', `/api/experiments/${experimentId}/runs`)).runs;
  }

  /** Attempts at its runs that were counted as errors. */
  async failures(experimentId: string) {
    const body = await this.#json('GET', `/api/experiments/${experimentId}/failures`);
    return failuresResponseSchema.parse(body).failures;
  }

  async nodes() {
    return nodesResponseSchema.parse(await this.#json('GET', '/api/nodes')).nodes;
  }

  /** The bytes of a finished run's result; undefined when there is none. */
  async result(runId: string): Promise<Uint8Array | undefined> {
    const response = await this.#fetch('GET', `/api/runs/${runId}/result?format=binary`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  }

  async #json(method: string, path: string, body?: object): Promise<unknown> {
    return (await this.#request(method, path, body)).json();
  }

  async #request(method: string, path: string, body?: object): Promise<Response> {
    const response = await this.#fetch(method, path, body);
    if (response.ok) return response;
    const reason = messages.requestRefused(method, path, response.status, await response.text());
    if (response.status === 401 || response.status === 403) throw new CannotCheckError(reason);
    throw new Error(reason);
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const { url, operatorToken } = this.#coordinator;
    try {
      return await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${operatorToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      throw new CannotCheckError(
        messages.unreachable(url, cause instanceof Error ? cause.message : message),
        { cause: error },
      );
    }
  }
}
