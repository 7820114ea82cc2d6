import { LitElement } from 'lit';
/** A share of work that is done. */
export declare class ProgressBar extends LitElement {
    static readonly properties: {
        fraction: {
            type: NumberConstructor;
        };
        label: {};
    };
    static readonly styles: import("lit").CSSResult[];
    fraction: number;
    label: string;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=progress-bar.d.ts.map