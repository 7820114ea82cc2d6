import { LitElement } from 'lit';
export interface MenuItem {
    readonly label: string;
    readonly hint?: string;
    readonly run: () => void;
}
/** A button that opens a short list of actions. Arrow keys move, Escape closes. */
export declare class ActionMenu extends LitElement {
    #private;
    static readonly properties: {
        label: {};
        items: {
            attribute: boolean;
        };
        open: {
            state: boolean;
        };
        disabled: {
            type: BooleanConstructor;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    label: string;
    items: readonly MenuItem[];
    open: boolean;
    disabled: boolean;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=action-menu.d.ts.map