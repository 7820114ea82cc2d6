import { LitElement } from 'lit';
import type { AppearanceChoice } from '../appearance/appearance.ts';
import '../experiment/experiment-page.ts';
import '../experiments/experiments-page.ts';
import type { Session } from '../model/session.ts';
import '../nodes/nodes-page.ts';
import type { Router } from '../routing/router.ts';
import './appearance-switch.ts';
import './connection-label.ts';
import './message-panel.ts';
import './token-page.ts';
/** The page: header, and the view that the address stands for. */
export declare class CrossoverApp extends LitElement {
    #private;
    static readonly properties: {
        now: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    now: number;
    constructor(session: Session, router: Router, appearance: AppearanceChoice);
    connectedCallback(): void;
    disconnectedCallback(): void;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=crossover-app.d.ts.map