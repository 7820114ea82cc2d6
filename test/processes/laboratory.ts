import type { ExperimentDetail, ExperimentSummary, SubmitResponse } from '@crossover/protocol';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from './program.ts';
import { freePort, waitFor } from './waiting.ts';

interface Tokens {
  viewer: string;
  operator: string;
  node: string;
}

/**
 * A coordinator and its compute nodes as processes of their own, to be killed and started again. The data folder
 * and the port stay the same over the coordinator's lives, as on a lab's machine.
 */
export class Laboratory {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossover-laboratory-'));
  readonly #databaseUrl: string | undefined;
  #port = 0;
  #coordinator: Program | undefined;
  readonly #nodes: Program[] = [];

  constructor(databaseUrl?: string) {
    this.#databaseUrl = databaseUrl;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get tokens(): Tokens {
    return JSON.parse(readFileSync(join(this.folder, 'tokens.json'), 'utf8')) as Tokens;
  }

  async startCoordinator(): Promise<void> {
    this.#port ||= await freePort();
    const database = this.#databaseUrl === undefined ? [] : ['--database', this.#databaseUrl];
    const words = ['serve', '--data', this.folder, '--port', String(this.#port), ...database];
    const program = new Program(words);
    this.#coordinator = program;
    await waitFor('the coordinator to answer', async () => {
      if (program.child.exitCode !== null) throw new Error(`The coordinator ended:\n${program.errors}`);
      const response = await fetch(`${this.url}/health`).catch(() => undefined);
      return response?.ok ? true : undefined;
    });
  }

  async killCoordinator(): Promise<void> {
    await this.#coordinator?.stop('SIGKILL');
  }

  startNode(name: string, threads: number): Program {
    // With every report: what the coordinator knows to be done, it can then hand to another node.
    const checkpoints = ['--checkpoint-every', '0.001'];
    const words = [
      'node',
      '--coordinator',
      this.url,
      '--threads',
      String(threads),
      '--name',
      name,
      ...checkpoints,
    ];
    const node = new Program(words, { env: { CROSSOVER_TOKEN: this.tokens.node } });
    this.#nodes.push(node);
    return node;
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.tokens.operator}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async submit(specification: unknown): Promise<string> {
    const answer = await this.request<SubmitResponse>('POST', '/api/experiments', { specification });
    return answer.experiment.id;
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.request('GET', `/api/experiments/${id}`);
  }

  async finished(id: string): Promise<ExperimentSummary> {
    return waitFor('the experiment to finish', async () => {
      const { summary } = await this.detail(id).catch(() => ({ summary: undefined }));
      if (summary?.state === 'failed') throw new Error('The experiment failed.');
      return summary?.state === 'finished' ? summary : undefined;
    });
  }

  /** The stored bytes of a finished run. */
  async resultBytes(runId: string): Promise<Uint8Array> {
    const response = await fetch(`${this.url}/api/runs/${runId}/result?format=binary`, {
      headers: { authorization: `Bearer ${this.tokens.viewer}` },
    });
    if (!response.ok) throw new Error(`result of ${runId}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop('SIGTERM')));
    await this.#coordinator?.stop('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
