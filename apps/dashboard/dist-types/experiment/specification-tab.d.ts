import { LitElement } from 'lit';
import '../controls/copy-button.ts';
/** The experiment as it was submitted: what a file for `crossover run FILE` holds. */
export declare class SpecificationTab extends LitElement {
    static readonly properties: {
        specification: {
            attribute: boolean;
        };
        name: {};
    };
    static readonly styles: import("lit").CSSResult[];
    specification: Readonly<Record<string, unknown>>;
    name: string;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=specification-tab.d.ts.map