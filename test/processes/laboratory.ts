import type { ExperimentDetail, ExperimentSummary } from '@crossover/protocol';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoordinatorProcess, type Tokens } from './coordinator-process.ts';
import type { Program } from './program.ts';
import { startNode } from './start-node.ts';
import { waitFor } from './waiting.ts';

/**
 * A coordinator and its compute nodes as processes of their own, to be killed and started again. The data folder
 * and the port stay the same over the coordinator's lives, as on a lab's machine.
 */
export class Laboratory {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossover-laboratory-'));
  readonly #databaseUrl: string | undefined;
  #coordinator: CoordinatorProcess | undefined;
  readonly #nodes: Program[] = [];

  constructor(databaseUrl?: string) {
    this.#databaseUrl = databaseUrl;
  }

  get url(): string {
    return this.#started.url;
  }

  get tokens(): Tokens {
    return this.#started.tokens;
  }

  get #started(): CoordinatorProcess {
    if (this.#coordinator === undefined) throw new Error('The coordinator has not been started yet.');
    return this.#coordinator;
  }

  async startCoordinator(): Promise<void> {
    const { folder } = this;
    this.#coordinator ??= await CoordinatorProcess.at({ folder, databaseUrl: this.#databaseUrl });
    await this.#coordinator.start();
  }

  async killCoordinator(): Promise<void> {
    await this.#coordinator?.stop('SIGKILL');
  }

  startNode(name: string, threads: number): Program {
    const node = startNode({ name, threads, url: this.url, token: this.tokens.node });
    this.#nodes.push(node);
    return node;
  }

  submit(specification: unknown): Promise<string> {
    return this.#started.submit(specification);
  }

  request<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#started.request(method, path, body);
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.#started.detail(id);
  }

  async finished(id: string): Promise<ExperimentSummary> {
    return waitFor('the experiment to finish', async () => {
      const { summary } = await this.detail(id).catch(() => ({ summary: undefined }));
      if (summary?.state === 'failed') throw new Error('The experiment failed.');
      return summary?.state === 'finished' ? summary : undefined;
    });
  }

  resultBytes(runId: string): Promise<Uint8Array> {
    return this.#started.resultBytes(runId);
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop('SIGTERM')));
    await this.#coordinator?.stop('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
