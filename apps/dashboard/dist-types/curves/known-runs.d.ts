import { type RunDescription, type RunSpecification } from '@crossover/experiments';
import type { OpaqueSpecification } from '@crossover/protocol';
/** A run's specification after validation, and what follows from it. */
export interface KnownRun {
    readonly specification: RunSpecification;
    readonly description: RunDescription;
    /** The same for replicas of one parameter point. */
    readonly group: string;
}
/**
 * Validates specifications as they come over the wire, once for each run. Null for one that this version
 * of the page does not understand: it is shown in tables and left out of plots.
 */
export declare class KnownRuns {
    #private;
    get(id: string, specification: OpaqueSpecification): KnownRun | null;
}
//# sourceMappingURL=known-runs.d.ts.map