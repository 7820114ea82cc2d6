import { presetsResponseSchema, type ExperimentSummary, type SubmitRequest } from '@crossover/protocol';
import type { z } from 'zod';
/** A request that the coordinator refused or did not receive, in words for the reader. */
export declare class RequestFailedError extends Error {
    readonly name = "RequestFailedError";
    readonly code: string;
    constructor(code: string, message: string);
}
export type Preset = z.output<typeof presetsResponseSchema>['presets'][number];
/** What the page asks of the coordinator over HTTP: actions, presets, exports. */
export declare class Api {
    #private;
    constructor(token: string);
    cancel(id: string): Promise<ExperimentSummary>;
    resume(id: string): Promise<ExperimentSummary>;
    presets(): Promise<Preset[]>;
    submit(request: SubmitRequest): Promise<ExperimentSummary>;
    /** The finished runs of an experiment, as a file. */
    results(id: string, format: 'csv' | 'json'): Promise<Blob>;
    /** The token with which nodes join, for operators; null for who may not know it. */
    nodeToken(): Promise<string | null>;
}
//# sourceMappingURL=api.d.ts.map