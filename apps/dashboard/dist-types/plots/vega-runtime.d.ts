import type { Figure } from '@crossover/crossover-plots';
import type { View } from 'vega';
/** A view of a figure, drawn once; into a container, or nowhere for an export. */
export declare function createView(figure: Figure, container: HTMLElement | null): Promise<View>;
/** Shows another figure of the same structure in a view, by its data and signals that have changed. */
export declare function updateView(view: View, before: Figure, after: Figure): Promise<void>;
//# sourceMappingURL=vega-runtime.d.ts.map