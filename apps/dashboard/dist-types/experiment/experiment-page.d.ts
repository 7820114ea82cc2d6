import type { WireError } from '@crossover/protocol';
import { LitElement, type PropertyValues } from 'lit';
import '../app/message-panel.ts';
import type { ScreenTheme } from '../appearance/palette.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import '../controls/action-menu.ts';
import '../controls/progress-bar.ts';
import '../controls/state-label.ts';
import type { Laboratory } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
import '../plots/crossover-plot.ts';
import '../plots/phase-panel.ts';
import type { Route } from '../routing/route.ts';
import type { Router } from '../routing/router.ts';
import './data-tab.ts';
import './runs-tab.ts';
import './specification-tab.ts';
import './tab-bar.ts';
type ExperimentAddress = Extract<Route, {
    view: 'experiment';
}>;
/** One experiment, live: the plot, where its runs lie, and everything behind it. */
export declare class ExperimentPage extends LitElement {
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
        refusal: {
            attribute: boolean;
        };
        connection: {};
        route: {
            attribute: boolean;
        };
        theme: {};
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
    refusal: WireError | null;
    connection: ConnectionState['kind'];
    route: ExperimentAddress;
    theme: ScreenTheme;
    now: number;
    problem: string | null;
    waiting: boolean;
    constructor();
    protected willUpdate(changed: PropertyValues<this>): void;
    render(): import("lit-html").TemplateResult<1>;
}
export {};
//# sourceMappingURL=experiment-page.d.ts.map