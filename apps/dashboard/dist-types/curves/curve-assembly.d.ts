import type { Curve } from '@crossover/crossover-plots';
import type { WatchedExperiment } from '../model/laboratory.ts';
import { type KnownRun } from './known-runs.ts';
/**
 * Turns the runs of an experiment into curves: replicas of one parameter point become their mean with its
 * standard error. Keeps what it has made, so that a frame costs no more than the curves it changes.
 */
export declare class CurveAssembly {
    #private;
    /** Runs in words; null for one whose specification is not understood. */
    describe(id: string, watched: WatchedExperiment): KnownRun | null;
    curves(watched: WatchedExperiment): Curve[];
}
//# sourceMappingURL=curve-assembly.d.ts.map