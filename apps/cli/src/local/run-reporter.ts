import type { RunProgress } from '@crossover/compute-node';
import type { RunResult } from '@crossover/experiments';
import type { LocalRun } from './execute-runs.ts';

/** Who is told how runs on this machine get on: a terminal, a program that reads stdout, or nobody. */
export interface RunReporter {
  /** Before anything starts: the runs that will be computed, the longest first. */
  planned(runs: readonly LocalRun[]): void;
  started(run: LocalRun): void;
  progress(run: LocalRun, progress: RunProgress): void;
  finished(run: LocalRun, result: RunResult, seconds: number): void;
  failed(run: LocalRun, message: string): void;
  /** A figure has been drawn: its name, and where its picture is. */
  figure(name: string, file: string): void;
  /** A line for people, such as what is used again. */
  note(line: string): void;
  /** All runs have ended, or were given up. */
  ended(): void;
}

/** Tells nobody. */
export const silentReporter: RunReporter = {
  planned: () => undefined,
  started: () => undefined,
  progress: () => undefined,
  finished: () => undefined,
  failed: () => undefined,
  figure: () => undefined,
  note: () => undefined,
  ended: () => undefined,
};
