import { LitElement } from 'lit';
import type { ConnectionState } from '../connection/connection-state.ts';
/** How things stand with the coordinator, in one word. */
export declare class ConnectionLabel extends LitElement {
    static readonly properties: {
        state: {
            attribute: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    state: ConnectionState;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=connection-label.d.ts.map