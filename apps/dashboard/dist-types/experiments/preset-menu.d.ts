import { LitElement } from 'lit';
import type { Preset } from '../connection/api.ts';
import '../controls/action-menu.ts';
import type { Session } from '../model/session.ts';
/**
 * Starts one of the built-in experiments. `primary` offers the demonstration alone, as one button.
 * Dispatches `submitted` with the new experiment's id, or `problem` with what went wrong.
 */
export declare class PresetMenu extends LitElement {
    #private;
    static readonly properties: {
        session: {
            attribute: boolean;
        };
        label: {};
        primary: {
            type: BooleanConstructor;
        };
        presets: {
            state: boolean;
        };
        sending: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    session: Session;
    label: string;
    primary: boolean;
    presets: readonly Preset[];
    sending: boolean;
    constructor();
    connectedCallback(): void;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=preset-menu.d.ts.map