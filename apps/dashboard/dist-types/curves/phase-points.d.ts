import type { PhasePoint } from '@crossover/crossover-plots';
import type { WatchedExperiment } from '../model/laboratory.ts';
import type { CurveAssembly } from './curve-assembly.ts';
/** Where the runs of an experiment lie in the (δ, κ) plane, and how many at each place. */
export declare function phasePoints(watched: WatchedExperiment, assembly: CurveAssembly): PhasePoint[];
//# sourceMappingURL=phase-points.d.ts.map