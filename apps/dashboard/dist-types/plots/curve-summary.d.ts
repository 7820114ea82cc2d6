import { type TrajectoriesFigure } from '@crossover/crossover-plots';
/** The table behind a plot for those who do not see it: where each curve is now. All points are in the data tab. */
export declare function curveSummary(figure: TrajectoriesFigure): import("lit-html").TemplateResult<1>;
//# sourceMappingURL=curve-summary.d.ts.map