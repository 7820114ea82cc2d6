import { type TrajectoriesFigure, type TrajectoriesInput, type TrajectoriesView } from '@crossover/crossover-plots';
type Base = Omit<TrajectoriesInput, 'view'>;
/**
 * Makes a figure anew only when its curves, axes or size are others. What the pointer does, many times a
 * second, changes signals alone, and the datasets stay the same objects.
 */
export declare class FigureMemory {
    #private;
    figure(base: Base, view: TrajectoriesView): TrajectoriesFigure;
}
export {};
//# sourceMappingURL=figure-memory.d.ts.map