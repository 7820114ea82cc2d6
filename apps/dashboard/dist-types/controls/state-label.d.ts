import { LitElement } from 'lit';
/** The state of an experiment or a run: a word, and a dot that is filled, hollow or crossed. */
export declare class StateLabel extends LitElement {
    static readonly properties: {
        state: {
            reflect: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    state: string;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=state-label.d.ts.map