import type { ExperimentDetail, ExperimentSummary, Frame, NodeSummary, RunSummary } from '@crossover/protocol';
/** An experiment that is looked at, with its runs and their curves. */
export interface WatchedExperiment {
    readonly id: string;
    readonly specification: Readonly<Record<string, unknown>>;
    /** In the experiment's own order. */
    readonly runs: ReadonlyMap<string, RunSummary>;
    readonly curves: ReadonlyMap<string, readonly number[]>;
}
/** All that a viewer knows. A value: every change makes a new one. */
export interface Laboratory {
    readonly experiments: ReadonlyMap<string, ExperimentSummary>;
    readonly nodes: readonly NodeSummary[];
    readonly watched: WatchedExperiment | null;
}
export declare const emptyLaboratory: Laboratory;
/** What the coordinator answers to `watch`: everything anew. */
export declare function fromAnswer(answer: {
    readonly experiments: readonly ExperimentSummary[];
    readonly nodes: readonly NodeSummary[];
    readonly detail?: ExperimentDetail | undefined;
}): Laboratory;
/** The next state after a frame. What the frame does not mention stays the same object. */
export declare function applyFrame(laboratory: Laboratory, frame: Frame): Laboratory;
/** Experiments, the newest first. */
export declare function newestFirst(laboratory: Laboratory): ExperimentSummary[];
//# sourceMappingURL=laboratory.d.ts.map