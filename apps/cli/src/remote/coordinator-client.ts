import { Readable } from 'node:stream';
import { z } from 'zod';
import { connectionFault } from '@crossover/compute-node';
import {
  errorResponseSchema,
  experimentActionResponseSchema,
  experimentResponseSchema,
  experimentsResponseSchema,
  nodeActionResponseSchema,
  nodesResponseSchema,
  planResponseSchema,
  submitResponseSchema,
  type ExperimentControl,
  type ExperimentSummary,
  type NodeControl,
  type NodeSummary,
  type ResultFormat,
  type SubmitRequest,
  type SubmitResponse,
} from '@crossover/protocol';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/** Refusals that another attempt with the same words would meet again. */
const usageFaults: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden',
  'invalid-message',
  'invalid-specification',
  'unknown-preset',
  'unknown-experiment',
  'message-too-large',
]);

/** What can be ordered of an experiment and leaves it there. */
export type ExperimentOrder = Exclude<ExperimentControl, { verb: 'remove' }>;

/** Where a coordinator is and who asks. */
export interface CoordinatorAddress {
  readonly url: string;
  /** Looked at before each request: it may come from a file that is replaced meanwhile. */
  readonly token: string;
}

/**
 * The HTTP interface of a coordinator.
 *
 * Every request throws UsageError when it is refused for what it asks or for its token, and FailureError
 * when the coordinator cannot be reached or is in trouble.
 */
export class CoordinatorClient {
  readonly #address: CoordinatorAddress;

  constructor(address: CoordinatorAddress) {
    this.#address = address;
  }

  /** The newest first. */
  async experiments(): Promise<ExperimentSummary[]> {
    const { experiments } = await this.#json('/api/experiments', experimentsResponseSchema);
    return experiments;
  }

  /** The compute nodes that it knows. */
  async nodes(): Promise<NodeSummary[]> {
    return (await this.#json('/api/nodes', nodesResponseSchema)).nodes;
  }

  /** What an experiment asks, as its coordinator keeps it. */
  async specification(experimentId: string): Promise<unknown> {
    const path = `/api/experiments/${encodeURIComponent(experimentId)}`;
    return (await this.#json(path, experimentResponseSchema)).specification;
  }

  async submit(request: SubmitRequest): Promise<SubmitResponse> {
    return this.#json('/api/experiments', submitResponseSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  /** Does something to an experiment, and says how it stands then. */
  async steer({ verb, experimentId, ...terms }: ExperimentOrder): Promise<ExperimentSummary> {
    const path = `/api/experiments/${encodeURIComponent(experimentId)}/${verb}`;
    const { experiment } = await this.#json(path, experimentActionResponseSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(terms),
    });
    return experiment;
  }

  async remove(experimentId: string): Promise<void> {
    await this.#fetch(`/api/experiments/${encodeURIComponent(experimentId)}`, { method: 'DELETE' });
  }

  /** Does something to a node, and says how it stands then. */
  async steerNode({ verb, nodeId }: NodeControl): Promise<NodeSummary> {
    const path = `/api/nodes/${encodeURIComponent(nodeId)}/${verb}`;
    return (await this.#json(path, nodeActionResponseSchema, { method: 'POST' })).node;
  }

  /** Identities of the runs of an experiment that are finished there already. Nothing is started. */
  async finishedRuns(request: SubmitRequest): Promise<string[]> {
    const plan = await this.#json('/api/plan', planResponseSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return plan.finished;
  }

  /** The finished runs of an experiment as a stream of bytes. */
  async results(experimentId: string, format: ResultFormat, signal: AbortSignal): Promise<Readable> {
    const path = `/api/experiments/${encodeURIComponent(experimentId)}/results?format=${format}`;
    const { body } = await this.#fetch(path, { signal });
    return body === null ? Readable.from([]) : Readable.fromWeb(body);
  }

  /** Everything that it holds, as a stream of bytes. */
  async backup(signal: AbortSignal): Promise<Readable> {
    const { body } = await this.#fetch('/api/backup', { signal });
    return body === null ? Readable.from([]) : Readable.fromWeb(body);
  }

  async #json<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    init: RequestInit = {},
  ): Promise<z.output<Schema>> {
    const response = await this.#fetch(path, init);
    const { url } = this.#address;
    const body: unknown = await response.json().catch(() => {
      throw new FailureError(messages.notACoordinator(url, contentOf(response)));
    });
    const { data, success, error } = schema.safeParse(body);
    if (success) return data;
    throw new FailureError(messages.otherAnswer(url, z.prettifyError(error)));
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { url, token } = this.#address;
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const response = await fetch(new URL(path, url), { ...init, headers }).catch((error: unknown) => {
      if (init.signal?.aborted === true) throw error;
      throw new FailureError(messages.unreachable(url, connectionFault(error as Error, url)), {
        cause: error,
      });
    });
    if (response.ok) return response;
    throw refusal(url, response, await response.json().catch(() => null));
  }
}

function refusal(url: string, response: Response, body: unknown): Error {
  const { data } = errorResponseSchema.safeParse(body);
  if (data === undefined) return new FailureError(messages.notACoordinator(url, contentOf(response)));
  const { code, message, details = [] } = data.error;
  const faults = details.map((fault) => `\n  ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}`);
  const text = messages.requestRefused(url, code, `${message}${faults.join('')}`);
  return usageFaults.has(code) ? new UsageError(text) : new FailureError(text);
}

function contentOf({ status, headers }: Response): string {
  return `HTTP status ${status}, ${headers.get('content-type') ?? 'content of no type'}`;
}
