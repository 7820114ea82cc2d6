import type { Curve } from '@crossover/crossover-plots';
import { riskCurve } from '@crossover/experiments';
import type { WatchedExperiment } from '../model/laboratory.ts';
import { KnownRuns, type KnownRun } from './known-runs.ts';

interface Group {
  readonly run: KnownRun;
  readonly risks: (readonly number[])[];
}

interface Assembled {
  readonly risks: readonly (readonly number[])[];
  readonly curve: Curve;
}

/** Whether nothing has changed: curves are replaced, never written to. */
function sameRisks(before: readonly (readonly number[])[], now: readonly (readonly number[])[]): boolean {
  return before.length === now.length && before.every((risk, index) => risk === now[index]);
}

/**
 * Turns the runs of an experiment into curves: replicas of one parameter point become their mean with its
 * standard error. Keeps what it has made, so that a frame costs no more than the curves it changes.
 */
export class CurveAssembly {
  readonly #knownRuns = new KnownRuns();
  readonly #assembled = new Map<string, Assembled>();

  /** Runs in words; null for one whose specification is not understood. */
  describe(id: string, watched: WatchedExperiment): KnownRun | null {
    const run = watched.runs.get(id);
    return run === undefined ? null : this.#knownRuns.get(id, run.specification);
  }

  curves(watched: WatchedExperiment): Curve[] {
    const groups = new Map<string, Group>();
    for (const [id, { specification }] of watched.runs) {
      const run = this.#knownRuns.get(id, specification);
      if (run === null) continue;
      const group = groups.get(run.group) ?? { run, risks: [] };
      group.risks.push(watched.curves.get(id) ?? NO_POINTS);
      groups.set(run.group, group);
    }
    return [...groups].map(([key, { run, risks }]) => {
      const before = this.#assembled.get(key);
      if (before !== undefined && sameRisks(before.risks, risks)) return before.curve;
      const curve = riskCurve(key, run.specification, risks);
      this.#assembled.set(key, { risks, curve });
      return curve;
    });
  }
}

const NO_POINTS: readonly number[] = [];
