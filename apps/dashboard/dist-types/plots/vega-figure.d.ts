import { type Figure } from '@crossover/crossover-plots';
import { LitElement, type PropertyValues } from 'lit';
/** From the element's upper left corner to that of the first plot's frame, in pixels. */
export interface DrawnDetail {
    readonly x: number;
    readonly y: number;
}
/**
 * Draws a figure and keeps it up to date: in place where its structure stays, anew where it does not, and
 * only while somebody can see it. Dispatches `drawn` with a `DrawnDetail` after every drawing.
 */
export declare class VegaFigure extends LitElement {
    #private;
    static readonly properties: {
        figure: {
            attribute: boolean;
        };
        label: {};
        failure: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    figure: Figure;
    label: string;
    failure: string | null;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    render(): import("lit-html").TemplateResult<1>;
    protected updated(changed: PropertyValues<this>): void;
}
//# sourceMappingURL=vega-figure.d.ts.map