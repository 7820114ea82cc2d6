/** A rate in three digits: 850, 12.3 k, 1.05 M. */
export declare function formatRate(value: number): string;
/** A share in whole per cent. 100 % is for what is complete, 0 % for what has not begun. */
export declare function formatShare(fraction: number): string;
export declare function plural(count: number, one: string, many?: string): string;
//# sourceMappingURL=counts.d.ts.map