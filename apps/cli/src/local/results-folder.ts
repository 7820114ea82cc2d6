import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExperimentSpecification, RunResult } from '@crossover/experiments';
import { readIfThere, writeWhole } from '../files/whole-file.ts';
import {
  storedRunSchema,
  toFinishedRun,
  toStoredRun,
  type FinishedRun,
  type StoredRun,
} from './finished-run.ts';

/**
 * The runs of an experiment on this machine:
 *
 *     experiment.json                the specification
 *     runs/IDENTITY.json             one finished run each, written at once and whole
 *     checkpoints/IDENTITY           where an unfinished run goes on
 *
 * Runs are named by their identity, so that a repeated command finds what is there, whatever experiment
 * asked for it.
 */
export class ResultsFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async open(path: string, experiment: ExperimentSpecification): Promise<ResultsFolder> {
    const folder = new ResultsFolder(path);
    await mkdir(join(path, 'runs'), { recursive: true });
    await mkdir(join(path, 'checkpoints'), { recursive: true });
    await writeWhole(join(path, 'experiment.json'), `${JSON.stringify(experiment, null, 2)}\n`);
    return folder;
  }

  /** A folder that is only read. */
  static existing(path: string): ResultsFolder {
    return new ResultsFolder(path);
  }

  /** The text of `experiment.json`. */
  async readExperiment(): Promise<string> {
    return readFile(join(this.path, 'experiment.json'), 'utf8');
  }

  /** The finished run of this identity, or null. A damaged file counts as not finished. */
  async readRun(id: string): Promise<StoredRun | null> {
    const text = await readIfThere(this.#runFile(id));
    if (text === null) return null;
    try {
      const { data } = storedRunSchema.safeParse(JSON.parse(text.toString('utf8')));
      return data?.id === id ? data : null;
    } catch {
      return null;
    }
  }

  async writeRun(id: string, result: RunResult, seconds: number): Promise<void> {
    await writeWhole(this.#runFile(id), `${JSON.stringify(toStoredRun(id, result, seconds))}\n`);
    await rm(this.#checkpointFile(id), { force: true });
  }

  async readCheckpoint(id: string): Promise<Uint8Array | null> {
    return readIfThere(this.#checkpointFile(id));
  }

  async writeCheckpoint(id: string, checkpoint: Uint8Array): Promise<void> {
    await writeWhole(this.#checkpointFile(id), checkpoint);
  }

  /** All finished runs among `ids`, in that order. */
  async *storedRuns(ids: readonly string[]): AsyncGenerator<StoredRun> {
    for (const id of ids) {
      const run = await this.readRun(id);
      if (run !== null) yield run;
    }
  }

  /** The same in the compact form that figures and tables are made of. */
  async finishedRuns(ids: readonly string[]): Promise<FinishedRun[]> {
    const runs: FinishedRun[] = [];
    for await (const run of this.storedRuns(ids)) runs.push(toFinishedRun(run));
    return runs;
  }

  #runFile(id: string): string {
    return join(this.path, 'runs', `${id}.json`);
  }

  #checkpointFile(id: string): string {
    return join(this.path, 'checkpoints', id);
  }
}
