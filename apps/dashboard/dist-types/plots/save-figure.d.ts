import type { Figure } from '@crossover/crossover-plots';
export declare function saveSvg(figure: Figure, name: string): Promise<void>;
export declare function savePng(figure: Figure, name: string): Promise<void>;
/** The points of the figure, drawn or not. */
export declare function saveCsv(figure: Figure, name: string): void;
//# sourceMappingURL=save-figure.d.ts.map