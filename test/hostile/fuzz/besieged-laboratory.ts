import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '@crossover/experiments';
import type { ExperimentDetail, SubmitResponse } from '@crossover/protocol';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../../processes/program.ts';
import { freePort, waitFor } from '../../processes/waiting.ts';
import type { Target } from './target.ts';
import type { Testimony } from './witness.ts';

/** JavaScript of the coordinator may grow to this; beyond it the process ends, which is a finding. */
const HEAP_MEBIBYTES = 512;

/** A coordinator with a witness inside, and an honest node at work, each a process of its own. */
export class BesiegedLaboratory {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crossover-fuzz-'));
  readonly #witnessFile = join(this.#folder, 'witness.jsonl');
  readonly #data = join(this.#folder, 'data');
  port = 0;
  #coordinator: Program | undefined;
  #node: Program | undefined;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get tokens(): Target['tokens'] {
    return JSON.parse(readFileSync(join(this.#data, 'tokens.json'), 'utf8')) as Target['tokens'];
  }

  async start(): Promise<void> {
    this.port = await freePort();
    const witness = new URL('./witness.ts', import.meta.url).href;
    const coordinator = new Program(['serve', '--data', this.#data, '--port', String(this.port)], {
      env: {
        NODE_OPTIONS: `--import=${witness} --max-old-space-size=${HEAP_MEBIBYTES}`,
        CROSSOVER_FUZZ_WITNESS: this.#witnessFile,
      },
    });
    this.#coordinator = coordinator;
    await waitFor('the coordinator to answer', async () => {
      if (coordinator.child.exitCode !== null)
        throw new Error(`The coordinator ended:\n${coordinator.errors}`);
      const response = await fetch(`${this.url}/health`).catch(() => undefined);
      return response?.ok ? true : undefined;
    });
    this.#node = new Program(['node', '--coordinator', this.url, '--threads', '1', '--name', 'honest'], {
      env: { CROSSOVER_TOKEN: this.tokens.node },
    });
  }

  /** How the process of the coordinator ended, if it has. */
  get coordinatorEnded(): string | undefined {
    const child = this.#coordinator?.child;
    if (child === undefined || (child.exitCode === null && child.signalCode === null)) return undefined;
    return `code ${child.exitCode}, signal ${child.signalCode}\n${this.#coordinator?.errors.slice(-3000)}`;
  }

  testimonies(): Testimony[] {
    if (!existsSync(this.#witnessFile)) return [];
    const lines = readFileSync(this.#witnessFile, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Testimony);
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
    return (await this.request<SubmitResponse>('POST', '/api/experiments', { specification })).experiment.id;
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.request('GET', `/api/experiments/${id}`);
  }

  /** The ids of the runs whose stored bits are not those that this process computes. */
  async wrongBits(specification: unknown): Promise<string[]> {
    const wrong: string[] = [];
    for (const run of expandExperiment(experimentSpecificationSchema.parse(specification))) {
      const id = runIdentity(run);
      const response = await fetch(`${this.url}/api/runs/${id}/result?format=binary`, {
        headers: { authorization: `Bearer ${this.tokens.viewer}` },
      });
      const stored = Buffer.from(await response.arrayBuffer());
      if (!response.ok || !stored.equals(encodeRunResult(await execute(run)))) wrong.push(id);
    }
    return wrong;
  }

  /** Stops both; the exit code with which the coordinator obeyed. */
  async close(): Promise<number | null> {
    await this.#node?.stop('SIGTERM');
    const code = (await this.#coordinator?.stop('SIGTERM')) ?? null;
    return code;
  }

  removeFolder(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
