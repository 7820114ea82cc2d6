import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import {
  digest,
  encodeRunResult,
  type ExperimentSpecification,
  type RunResult,
} from '@crossover/experiments';
import { runResultResponseSchema } from '@crossover/protocol';
import { readCurve } from '../curves/curve.ts';
import { resultColumns, resultRows } from './results-csv.ts';

/** A finished run as it lies in the folder: what the coordinator's HTTP interface gives, and the time it took. */
const storedRunSchema = runResultResponseSchema.extend({ seconds: z.number() });

export type StoredRun = z.infer<typeof storedRunSchema>;

/**
 * Results of an experiment that runs on this machine:
 *
 *     experiment.json                the specification
 *     runs/IDENTITY.json             one finished run each, written at once and whole
 *     checkpoints/IDENTITY           where an unfinished run goes on
 *     results.json, results.csv      all finished runs together
 *
 * Runs are named by their identity, so that a repeated command finds what is there, whatever experiment
 * asked for it.
 */
export class ResultsFolder {
  readonly path: string;
  readonly #experiment: ExperimentSpecification;

  private constructor(path: string, experiment: ExperimentSpecification) {
    this.path = path;
    this.#experiment = experiment;
  }

  static async open(path: string, experiment: ExperimentSpecification): Promise<ResultsFolder> {
    const folder = new ResultsFolder(path, experiment);
    await mkdir(join(path, 'runs'), { recursive: true });
    await mkdir(join(path, 'checkpoints'), { recursive: true });
    await writeWhole(join(path, 'experiment.json'), `${JSON.stringify(experiment, null, 2)}\n`);
    return folder;
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
    const { risk, overlaps, secondLayer, P } = readCurve(result);
    const { specification } = result;
    const stored: StoredRun = {
      id,
      specification: { ...specification },
      digest: digest(encodeRunResult(result)),
      times: specification.times,
      risk,
      ...(overlaps === null ? {} : { overlaps }),
      ...(secondLayer === null ? {} : { secondLayer }),
      P,
      seconds,
    };
    await writeWhole(this.#runFile(id), `${JSON.stringify(stored)}\n`);
    await rm(this.#checkpointFile(id), { force: true });
  }

  async readCheckpoint(id: string): Promise<Uint8Array | null> {
    return readIfThere(this.#checkpointFile(id));
  }

  async writeCheckpoint(id: string, checkpoint: Uint8Array): Promise<void> {
    await writeWhole(this.#checkpointFile(id), checkpoint);
  }

  /** Writes all finished runs among `ids`, in that order, into one JSON and one CSV file. */
  async writeSummary(ids: readonly string[]): Promise<void> {
    await this.#writePieces('results.json', this.#jsonPieces(ids));
    await this.#writePieces('results.csv', this.#csvPieces(ids));
  }

  async #writePieces(name: string, pieces: AsyncIterable<string>): Promise<void> {
    const file = join(this.path, name);
    await pipeline(pieces, createWriteStream(`${file}.part`));
    await rename(`${file}.part`, file);
  }

  async *#jsonPieces(ids: readonly string[]): AsyncGenerator<string> {
    yield `{"experiment":${JSON.stringify(this.#experiment)},"runs":[`;
    let separator = '\n';
    for await (const run of this.#finished(ids)) {
      yield separator + JSON.stringify(run);
      separator = ',\n';
    }
    yield '\n]}\n';
  }

  async *#csvPieces(ids: readonly string[]): AsyncGenerator<string> {
    yield `${resultColumns.join(',')}\n`;
    for await (const run of this.#finished(ids)) yield resultRows(run);
  }

  async *#finished(ids: readonly string[]): AsyncGenerator<StoredRun> {
    for (const id of ids) {
      const run = await this.readRun(id);
      if (run !== null) yield run;
    }
  }

  #runFile(id: string): string {
    return join(this.path, 'runs', `${id}.json`);
  }

  #checkpointFile(id: string): string {
    return join(this.path, 'checkpoints', id);
  }
}

/** Through a file of another name, so that a crash in the middle leaves the old content or the new one. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
