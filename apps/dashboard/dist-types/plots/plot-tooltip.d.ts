import { type TimeAxis, type TrajectoryRow } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
import '../controls/regime-chip.ts';
/** What the point under the pointer is. */
export declare class PlotTooltip extends LitElement {
    static readonly properties: {
        row: {
            attribute: boolean;
        };
        time: {};
    };
    static readonly styles: import("lit").CSSResult[];
    row: TrajectoryRow;
    time: TimeAxis;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=plot-tooltip.d.ts.map