import { type Curve, type Pixel, type TimeAxis, type TrajectoriesFigure } from '@crossover/crossover-plots';
import { LitElement, nothing } from 'lit';
import type { ScreenTheme } from '../appearance/palette.ts';
import '../controls/action-menu.ts';
import '../controls/regime-chip.ts';
import './plot-legend.ts';
import './plot-surface.ts';
import type { Zoom } from './plot-surface.ts';
import './time-switch.ts';
/**
 * Risk against time with everything around it: result, headings, legend, caption, time axis, saving. What
 * the reader has switched off, singled out or zoomed into stays while points arrive. Dispatches `time` with
 * another time axis.
 */
export declare class CrossoverPlot extends LitElement {
    #private;
    static readonly properties: {
        curves: {
            attribute: boolean;
        };
        time: {};
        theme: {};
        name: {};
        width: {
            state: boolean;
        };
        origin: {
            state: boolean;
        };
        off: {
            state: boolean;
        };
        hovered: {
            state: boolean;
        };
        pinned: {
            state: boolean;
        };
        zoom: {
            state: boolean;
        };
        problem: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    curves: readonly Curve[];
    time: TimeAxis;
    theme: ScreenTheme;
    name: string;
    width: number;
    origin: Pixel;
    off: readonly string[];
    hovered: string | null;
    pinned: string | null;
    zoom: Zoom | null;
    problem: string | null;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    /** The figure as it is shown now: panels in a row, or below one another where that is too narrow. */
    figure(): TrajectoriesFigure;
    render(): typeof nothing | import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=crossover-plot.d.ts.map