import type { ExperimentSummary } from '@crossover/protocol';
/** How far an experiment is, in one line: 45 %, about 20 s left · 12 of 48 runs. */
export declare function progressWords(experiment: ExperimentSummary): string;
//# sourceMappingURL=progress-words.d.ts.map