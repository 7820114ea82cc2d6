import { LitElement, nothing } from 'lit';
/** A regime's mark, colour and name, always together. */
export declare class RegimeChip extends LitElement {
    static readonly properties: {
        regime: {};
        heading: {
            type: BooleanConstructor;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    regime: string;
    /** Begins a heading, with a capital letter. */
    heading: boolean;
    render(): typeof nothing | import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=regime-chip.d.ts.map