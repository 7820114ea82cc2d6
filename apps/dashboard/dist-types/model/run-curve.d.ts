/**
 * The risk curve of a run as far as it is known. Points come in pieces, possibly again: a piece replaces
 * what was there from its first index on, so that a run that starts anew never leaves a tail of the old one.
 */
export declare function addPoints(curve: readonly number[], firstIndex: number, risk: readonly number[]): readonly number[];
//# sourceMappingURL=run-curve.d.ts.map