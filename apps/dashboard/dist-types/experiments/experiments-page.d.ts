import { LitElement, type PropertyValues } from 'lit';
import '../app/message-panel.ts';
import '../controls/action-menu.ts';
import '../controls/progress-bar.ts';
import '../controls/regime-chip.ts';
import '../controls/state-label.ts';
import { type Laboratory } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
import type { Router } from '../routing/router.ts';
import './preset-menu.ts';
/** All experiments, the newest first: what each asks, where it lies, how far it is. */
export declare class ExperimentsPage extends LitElement {
    #private;
    static readonly properties: {
        session: {
            attribute: boolean;
        };
        router: {
            attribute: boolean;
        };
        laboratory: {
            attribute: boolean;
        };
        now: {
            type: NumberConstructor;
        };
        problem: {
            state: boolean;
        };
        waiting: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    session: Session;
    router: Router;
    laboratory: Laboratory;
    now: number;
    problem: string | null;
    waiting: ReadonlySet<string>;
    constructor();
    protected updated(changed: PropertyValues<this>): void;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=experiments-page.d.ts.map