import { type LegendBlock } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
import '../controls/regime-chip.ts';
/**
 * The curves of one regime in the order in which they end. A click switches a curve off and on, hovering or
 * focusing it makes it stand out. Dispatches `toggle` and `emphasise` with a group's id (or null).
 */
export declare class PlotLegend extends LitElement {
    #private;
    static readonly properties: {
        block: {
            attribute: boolean;
        };
        hiddenGroups: {
            attribute: boolean;
        };
        named: {
            type: BooleanConstructor;
        };
        wide: {
            type: BooleanConstructor;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    block: LegendBlock;
    hiddenGroups: readonly string[];
    named: boolean;
    /** Entries stand beside one another. */
    wide: boolean;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=plot-legend.d.ts.map