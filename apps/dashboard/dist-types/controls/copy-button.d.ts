import { LitElement } from 'lit';
/** Copies a text, and says so. */
export declare class CopyButton extends LitElement {
    #private;
    static readonly properties: {
        text: {};
        label: {};
        said: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    text: string;
    label: string;
    said: string | null;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=copy-button.d.ts.map