import { LitElement, nothing } from 'lit';
/** Turns the pages of a long table. Dispatches `turn` with the new page, counted from 0. */
export declare class PageTurner extends LitElement {
    #private;
    static readonly properties: {
        page: {
            type: NumberConstructor;
        };
        pages: {
            type: NumberConstructor;
        };
        what: {};
    };
    static readonly styles: import("lit").CSSResult[];
    page: number;
    pages: number;
    what: string;
    constructor();
    render(): typeof nothing | import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=page-turner.d.ts.map