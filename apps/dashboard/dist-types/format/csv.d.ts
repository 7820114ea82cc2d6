import type { FigureTable } from '@crossover/crossover-plots';
/** A table as CSV (RFC 4180). Numbers are written so that reading them gives the same bits; nothing is empty. */
export declare function tableAsCsv({ columns, rows }: FigureTable): string;
//# sourceMappingURL=csv.d.ts.map