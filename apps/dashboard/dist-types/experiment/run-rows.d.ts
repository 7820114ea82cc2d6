import type { NodeSummary, RunState } from '@crossover/protocol';
import type { CurveAssembly } from '../curves/curve-assembly.ts';
import type { WatchedExperiment } from '../model/laboratory.ts';
/** One run as the table of runs shows it. */
export interface RunRow {
    readonly id: string;
    readonly regime: string;
    readonly parameters: string;
    readonly kind: string;
    readonly state: RunState;
    readonly fraction: number;
    readonly node: string;
    /** The newest risk and its time, or a dash. */
    readonly risk: string;
    readonly time: string;
    readonly error: string | null;
}
/** The rows of the table of runs, in the experiment's own order. */
export declare function runRows(watched: WatchedExperiment, assembly: CurveAssembly, nodes: readonly NodeSummary[], from: number, to: number): RunRow[];
//# sourceMappingURL=run-rows.d.ts.map