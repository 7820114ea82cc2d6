import type { RunResult } from '../execution/run-result.ts';
import type { RunSpecification } from '../specification/run-specification.ts';

/** A finished run as tables and arrays are made of it. */
export interface ExportedRun {
  readonly id: string;
  /** Of the bits of the result: the same on every machine. */
  readonly digest: string;
  readonly result: RunResult;
}

/** A finished run whose numbers are not read yet. */
export interface ListedRun {
  readonly id: string;
  readonly digest: string;
  readonly specification: RunSpecification;
}

/** Where the finished runs of an experiment are read from, a few at a time: they need not fit into memory together. */
export interface RunSource {
  /** All of them, in the order of the experiment. */
  list(): AsyncIterable<ListedRun>;
  /** These, in this order. */
  read(ids: readonly string[]): AsyncIterable<ExportedRun>;
}

/** The experiment that the runs are of, as files mention it. */
export interface ExportedExperiment {
  readonly name: string;
  readonly title: string;
}

/** Runs that are in memory anyway. */
export function runsInMemory(runs: readonly ExportedRun[]): RunSource {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- what is here already needs no waiting
    async *list() {
      for (const { id, digest, result } of runs) yield { id, digest, specification: result.specification };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the same
    async *read(ids) {
      for (const id of ids) {
        const run = byId.get(id);
        if (run !== undefined) yield run;
      }
    },
  };
}
