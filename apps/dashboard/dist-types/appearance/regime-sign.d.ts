import { regimeSigns, type MarkShape } from '@crossover/crossover-plots';
import { type TemplateResult } from 'lit';
export type RegimeName = keyof typeof regimeSigns;
/** Whether a word from the wire names a regime that this page knows. */
export declare function isRegime(name: string): name is RegimeName;
/** A mark as it is drawn in plots, at the place of a legend or a chip. */
export declare function markPath(shape: MarkShape, colour: string, x?: number, y?: number): TemplateResult;
//# sourceMappingURL=regime-sign.d.ts.map