import { LitElement } from 'lit';
import { type AppearanceChoice } from '../appearance/appearance.ts';
/** Light, dark, or as the system says. */
export declare class AppearanceSwitch extends LitElement {
    static readonly properties: {
        choice: {
            attribute: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    choice: AppearanceChoice;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=appearance-switch.d.ts.map