import { LitElement } from 'lit';
import type { ConnectionState } from '../connection/connection-state.ts';
/** What a visitor without a valid token sees: why, and what to do. Dispatches `token` with the one that is given. */
export declare class TokenPage extends LitElement {
    #private;
    static readonly properties: {
        state: {
            attribute: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    state: Extract<ConnectionState, {
        kind: 'no-token' | 'refused';
    }>;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=token-page.d.ts.map