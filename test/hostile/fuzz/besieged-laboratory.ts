import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '@crossover/experiments';
import type { ExperimentDetail, NodeSummary } from '@crossover/protocol';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CoordinatorProcess } from '../../processes/coordinator-process.ts';
import type { Program } from '../../processes/program.ts';
import { startNode } from '../../processes/start-node.ts';
import type { Target } from './target.ts';
import type { Testimony } from './witness.ts';

/** JavaScript of the coordinator may grow to this; beyond it the process ends, which is a finding. */
const HEAP_MEBIBYTES = 512;
const HONEST = 'honest';
const TOO_MANY_REQUESTS = 429;
const STOP_MILLISECONDS = 60_000;
/** Of the newest experiments so many are asked for, which is less than an address may ask in a minute. */
const LOOKED_UP = 500;
/** pino's levels from `error` on. */
const ERROR_LEVEL = 50;

/** A coordinator with a witness inside, and an honest node at work, each a process of its own. */
export class BesiegedLaboratory {
  readonly #folder: string;
  readonly #coordinator: CoordinatorProcess;
  #node: Program | undefined;

  private constructor(folder: string, coordinator: CoordinatorProcess) {
    this.#folder = folder;
    this.#coordinator = coordinator;
  }

  /** On the database when there is one, else on an embedded one of its own. */
  static async start(databaseUrl?: string): Promise<BesiegedLaboratory> {
    const folder = mkdtempSync(join(tmpdir(), 'crossover-fuzz-'));
    const witness = new URL('./witness.ts', import.meta.url).href;
    const coordinator = await CoordinatorProcess.at({
      folder: join(folder, 'data'),
      databaseUrl,
      env: {
        NODE_OPTIONS: `--import=${witness} --max-old-space-size=${HEAP_MEBIBYTES}`,
        CROSSOVER_FUZZ_WITNESS: join(folder, 'witness.jsonl'),
        CROSSOVER_FUZZ_TOKENS: join(folder, 'data', 'tokens.json'),
      },
    });
    const laboratory = new BesiegedLaboratory(folder, coordinator);
    await coordinator.start();
    const { url, tokens } = coordinator;
    laboratory.#node = startNode({ name: HONEST, threads: 1, url, token: tokens.node });
    return laboratory;
  }

  get url(): string {
    return this.#coordinator.url;
  }

  get port(): number {
    return this.#coordinator.port;
  }

  get tokens(): Target['tokens'] {
    return this.#coordinator.tokens;
  }

  /** How the process of the coordinator ended, if nobody had asked it to. */
  get coordinatorEnded(): string | undefined {
    return this.#coordinator.programs.at(-1)?.endedUnasked;
  }

  /** What the witness has written so far. */
  testimonies(): Testimony[] {
    return this.#linesOf('witness.jsonl').map((line) => JSON.parse(line) as Testimony);
  }

  /** Lines of the coordinator's log that tell of an error which it had not foreseen. */
  loggedErrors(): string[] {
    return this.#linesOf(join('data', 'coordinator.log')).filter(
      (line) => (JSON.parse(line) as { level: number }).level >= ERROR_LEVEL,
    );
  }

  submit(specification: unknown): Promise<string> {
    return this.#coordinator.submit(specification);
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.#coordinator.detail(id);
  }

  /**
   * Takes the honest node out of quarantine, as an operator would: runs of experiments that enemies with an operator's
   * token were free to submit may have failed on it one after the other. True when it was in quarantine.
   */
  async releaseNode(): Promise<boolean> {
    const { nodes } = await this.#coordinator.request<{ nodes: NodeSummary[] }>('GET', '/api/nodes');
    const held = nodes.find(({ name, state }) => name === HONEST && state === 'quarantined');
    if (held === undefined) return false;
    await this.#coordinator.request('POST', `/api/nodes/${held.id}/release`);
    return true;
  }

  /** Experiments of the list that are not there when they are asked for. */
  async ghosts(): Promise<string[]> {
    const listed = await this.#coordinator.request<{ experiments: { id: string }[] }>(
      'GET',
      `/api/experiments?limit=${LOOKED_UP}`,
    );
    const ghosts: string[] = [];
    for (const { id } of listed.experiments) {
      const status = await this.#statusOf(`/api/experiments/${id}`);
      if (status !== 200) ghosts.push(`${id}: ${status}`);
    }
    return ghosts;
  }

  /** What the status of the answer is, however many have asked lately. */
  async #statusOf(path: string): Promise<number> {
    for (;;) {
      const headers = { authorization: `Bearer ${this.tokens.viewer}` };
      const response = await fetch(this.url + path, { headers });
      await response.arrayBuffer();
      if (response.status !== TOO_MANY_REQUESTS) return response.status;
      await delay(1000 * Number(response.headers.get('retry-after') ?? 1));
    }
  }

  /** The ids of the runs whose stored bits are not those that this process computes. */
  async wrongBits(specification: unknown): Promise<string[]> {
    const wrong: string[] = [];
    for (const run of expandExperiment(experimentSpecificationSchema.parse(specification))) {
      const id = runIdentity(run);
      const stored = await this.#coordinator.resultBytes(id);
      if (!encodeRunResult(await execute(run)).every((byte, index) => byte === stored[index])) wrong.push(id);
    }
    return wrong;
  }

  /** Stops both; what is wrong with how the coordinator obeyed, if anything is. */
  async stop(): Promise<string | undefined> {
    await this.#node?.stop('SIGTERM');
    const program = this.#coordinator.programs.at(-1);
    if (program === undefined || !program.isRunning) return undefined;
    const code = await Promise.race([program.stop('SIGTERM'), delay(STOP_MILLISECONDS, 'late')]);
    if (code === 'late')
      return `it was told to stop, and was still there after ${STOP_MILLISECONDS / 1000} s`;
    return code === 0 ? undefined : `it was told to stop, and ended with code ${code}`;
  }

  /** Ends whatever still runs, and removes all files. */
  async remove(): Promise<void> {
    await this.#node?.stop('SIGKILL');
    await this.#coordinator.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Whole lines: the last one may still be written. */
  #linesOf(file: string): string[] {
    const path = join(this.#folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  }
}
