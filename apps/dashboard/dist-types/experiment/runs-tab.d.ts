import type { NodeSummary } from '@crossover/protocol';
import { LitElement } from 'lit';
import '../controls/page-turner.ts';
import '../controls/progress-bar.ts';
import '../controls/regime-chip.ts';
import '../controls/state-label.ts';
import type { CurveAssembly } from '../curves/curve-assembly.ts';
import type { WatchedExperiment } from '../model/laboratory.ts';
/** The runs of an experiment: what each is, where it is being computed, how far it is. */
export declare class RunsTab extends LitElement {
    #private;
    static readonly properties: {
        watched: {
            attribute: boolean;
        };
        nodes: {
            attribute: boolean;
        };
        assembly: {
            attribute: boolean;
        };
        page: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    watched: WatchedExperiment;
    nodes: readonly NodeSummary[];
    assembly: CurveAssembly;
    page: number;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=runs-tab.d.ts.map