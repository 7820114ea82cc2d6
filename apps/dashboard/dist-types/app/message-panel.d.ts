import { LitElement } from 'lit';
/** What is shown in place of content that is empty, loading, missing or wrong: what goes on, and what to do. */
export declare class MessagePanel extends LitElement {
    static readonly properties: {
        heading: {};
        text: {};
        busy: {
            type: BooleanConstructor;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    heading: string;
    text: string;
    busy: boolean;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=message-panel.d.ts.map