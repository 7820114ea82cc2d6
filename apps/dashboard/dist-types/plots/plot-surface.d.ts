import { type LogDomain, type Pixel, type TimeAxis, type TrajectoriesFigure, type TrajectoryRow } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
import './plot-tooltip.ts';
import './vega-figure.ts';
export interface Zoom {
    readonly panel: string;
    readonly time: LogDomain;
    readonly risk: LogDomain;
}
/**
 * A figure of trajectories under the pointer. Hovering tells the point, a click singles its curve out, a drag
 * zooms, a double click shows all. Dispatches `emphasise` and `isolate` with a group's id (or null), `zoom`
 * with a `Zoom` (or null), and `origin` with the place of the first frame.
 */
export declare class PlotSurface extends LitElement {
    #private;
    static readonly properties: {
        figure: {
            attribute: boolean;
        };
        label: {};
        time: {};
        found: {
            state: boolean;
        };
        drag: {
            state: boolean;
        };
        origin: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    figure: TrajectoriesFigure;
    label: string;
    time: TimeAxis;
    found: {
        readonly row: TrajectoryRow;
        readonly at: Pixel;
    } | null;
    drag: {
        readonly from: Pixel;
        readonly to: Pixel;
    } | null;
    origin: Pixel;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=plot-surface.d.ts.map