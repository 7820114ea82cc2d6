import { LitElement } from 'lit';
import { type Tab } from '../routing/route.ts';
/** The tabs below the plot. Arrow keys move between them. Dispatches `choose` with a tab. */
export declare class TabBar extends LitElement {
    #private;
    static readonly properties: {
        tab: {};
    };
    static readonly styles: import("lit").CSSResult[];
    tab: Tab;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=tab-bar.d.ts.map