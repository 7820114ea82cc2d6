import {
  errorResponseSchema,
  experimentActionResponseSchema,
  nodeActionResponseSchema,
  nodeTokenResponseSchema,
  presetsResponseSchema,
  submitResponseSchema,
  type ExperimentSummary,
  type NodeSummary,
  type Priority,
  type SubmitRequest,
} from '@crossover/protocol';
import type { z } from 'zod';
import type { ExperimentAction } from '../experiments/experiment-actions.ts';
import type { NodeAction } from '../nodes/node-state.ts';

/** A request that the coordinator refused or did not receive, in words for the reader. */
export class RequestFailedError extends Error {
  override readonly name = 'RequestFailedError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Files that results can be had as. */
export type ResultFormat = 'csv' | 'json' | 'npz' | 'parquet';

export type Preset = z.output<typeof presetsResponseSchema>['presets'][number];

/** What the page asks of the coordinator over HTTP: actions, presets, exports. */
export class Api {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** Does something to an experiment: the same as the order of this name on the command line. */
  async steer(id: string, action: ExperimentAction): Promise<ExperimentSummary> {
    const response = await this.#request(`/api/experiments/${id}/${action}`, { method: 'POST' });
    return experimentActionResponseSchema.parse(await response.json()).experiment;
  }

  /** Changes the weight of an experiment beside others. */
  async setPriority(id: string, priority: Priority): Promise<ExperimentSummary> {
    const response = await this.#request(`/api/experiments/${id}/priority`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ priority }),
    });
    return experimentActionResponseSchema.parse(await response.json()).experiment;
  }

  /** Stops an experiment and deletes it with its runs. */
  async remove(id: string): Promise<void> {
    await this.#request(`/api/experiments/${id}`, { method: 'DELETE' });
  }

  async steerNode(id: string, action: NodeAction): Promise<NodeSummary> {
    const path = `/api/nodes/${encodeURIComponent(id)}/${action}`;
    const response = await this.#request(path, { method: 'POST' });
    return nodeActionResponseSchema.parse(await response.json()).node;
  }

  async presets(): Promise<Preset[]> {
    const response = await this.#request('/api/presets');
    return presetsResponseSchema.parse(await response.json()).presets;
  }

  async submit(request: SubmitRequest): Promise<ExperimentSummary> {
    const response = await this.#request('/api/experiments', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return submitResponseSchema.parse(await response.json()).experiment;
  }

  /** The finished runs of an experiment, as a file. */
  async results(id: string, format: ResultFormat): Promise<Blob> {
    const response = await this.#request(`/api/experiments/${id}/results?format=${format}`);
    return response.blob();
  }

  /** The token with which nodes join, for operators; null for who may not know it. */
  async nodeToken(): Promise<string | null> {
    try {
      const response = await this.#request('/api/nodes/token');
      return nodeTokenResponseSchema.parse(await response.json()).token;
    } catch {
      return null;
    }
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers, cache: 'no-store' });
    } catch {
      throw new RequestFailedError(
        'unreachable',
        'The coordinator could not be reached. Is it still running? Try again when the page is connected.',
      );
    }
    if (response.ok) return response;
    const { data } = errorResponseSchema.safeParse(await response.json().catch(() => null));
    throw new RequestFailedError(
      data?.error.code ?? 'internal',
      data?.error.message ?? `The coordinator answered with status ${response.status}.`,
    );
  }
}
