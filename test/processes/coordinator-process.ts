import type { ExperimentDetail, SubmitResponse } from '@crossover/protocol';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program.ts';
import { freePort, waitFor } from './waiting.ts';

/** On a machine that others make full use of, a start takes minutes. */
const PATIENCE_MILLISECONDS = 300_000;

export interface Tokens {
  readonly viewer: string;
  readonly operator: string;
  readonly node: string;
}

interface CoordinatorProcessOptions {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** A coordinator as a process of its own, in one life after the other: folder and port stay the same. */
export class CoordinatorProcess {
  readonly #options: CoordinatorProcessOptions;
  readonly port: number;
  /** All its lives. */
  readonly programs: Program[] = [];

  private constructor(options: CoordinatorProcessOptions, port: number) {
    this.#options = options;
    this.port = port;
  }

  /** Chooses a port; nothing runs yet. */
  static async at(options: CoordinatorProcessOptions): Promise<CoordinatorProcess> {
    return new CoordinatorProcess(options, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get tokens(): Tokens {
    return JSON.parse(readFileSync(join(this.#options.folder, 'tokens.json'), 'utf8')) as Tokens;
  }

  get isRunning(): boolean {
    return this.programs.at(-1)?.isRunning ?? false;
  }

  /** `advertise`: where compute nodes of other coordinators are told that it is. */
  async start({ advertise }: { advertise?: string } = {}): Promise<void> {
    const { folder, databaseUrl, env } = this.#options;
    const words = ['serve', '--data', folder, '--port', String(this.port)];
    if (databaseUrl !== undefined) words.push('--database', databaseUrl);
    if (advertise !== undefined) words.push('--advertise', advertise);
    const program = new Program(words, env === undefined ? {} : { env });
    this.programs.push(program);
    await waitFor(
      'the coordinator to answer',
      async () => {
        if (!program.isRunning) throw new Error(`The coordinator ended:\n${program.errors}`);
        const response = await fetch(`${this.url}/health`).catch(() => undefined);
        return response?.ok ? true : undefined;
      },
      PATIENCE_MILLISECONDS,
    );
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    await this.programs.at(-1)?.stop(signal);
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
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async submit(specification: unknown): Promise<string> {
    const answer = await this.request<SubmitResponse>('POST', '/api/experiments', { specification });
    return answer.experiment.id;
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.request('GET', `/api/experiments/${id}`);
  }

  /** The stored bytes of a finished run. */
  async resultBytes(runId: string): Promise<Uint8Array> {
    const response = await fetch(`${this.url}/api/runs/${runId}/result?format=binary`, {
      headers: { authorization: `Bearer ${this.tokens.viewer}` },
    });
    if (!response.ok) throw new Error(`result of ${runId}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
