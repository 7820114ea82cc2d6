import { LitElement, type PropertyValues } from 'lit';
import '../app/message-panel.ts';
import '../controls/copy-button.ts';
import '../controls/progress-bar.ts';
import type { Laboratory } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
/** The machines that compute: their load, and how to add one. */
export declare class NodesPage extends LitElement {
    #private;
    static readonly properties: {
        session: {
            attribute: boolean;
        };
        laboratory: {
            attribute: boolean;
        };
        now: {
            type: NumberConstructor;
        };
        nodeToken: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    session: Session;
    laboratory: Laboratory;
    now: number;
    nodeToken: string | null;
    constructor();
    connectedCallback(): void;
    protected updated(changed: PropertyValues<this>): void;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=nodes-page.d.ts.map