import type { TimeAxis } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
/** What the time axis counts. Dispatches `choose` with the axis. */
export declare class TimeSwitch extends LitElement {
    static readonly properties: {
        axis: {};
    };
    static readonly styles: import("lit").CSSResult[];
    axis: TimeAxis;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=time-switch.d.ts.map