import { type FigureTable } from '@crossover/crossover-plots';
import { LitElement } from 'lit';
import '../controls/page-turner.ts';
/** The points behind the plot, as a table. */
export declare class DataTab extends LitElement {
    static readonly properties: {
        table: {
            attribute: boolean;
        };
        name: {};
        page: {
            state: boolean;
        };
    };
    static readonly styles: import("lit").CSSResult[];
    table: FigureTable;
    name: string;
    page: number;
    constructor();
    render(): import("lit-html").TemplateResult<1>;
}
//# sourceMappingURL=data-tab.d.ts.map