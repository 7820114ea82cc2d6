/** What every part of the page shares: type, controls, tables, focus. */
export declare const baseStyles: import("lit").CSSResult;
export declare const controlStyles: import("lit").CSSResult;
export declare const tableStyles: import("lit").CSSResult;
//# sourceMappingURL=base-styles.d.ts.map