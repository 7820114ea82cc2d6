import { type PhasePoint } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
import type { ScreenTheme } from '../appearance/palette.ts';
import '../controls/regime-chip.ts';
import './vega-figure.ts';
/** Where the runs lie in the phase diagram. */
export declare class PhasePanel extends LitElement {
    #private;
    static readonly properties: {
        points: {
            attribute: boolean;
        };
        theme: {};
    };
    static readonly styles: import("lit").CSSResult[];
    points: readonly PhasePoint[];
    theme: ScreenTheme;
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=phase-panel.d.ts.map