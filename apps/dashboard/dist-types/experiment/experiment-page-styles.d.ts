export declare const experimentPageStyles: import("lit").CSSResult;
//# sourceMappingURL=experiment-page-styles.d.ts.map