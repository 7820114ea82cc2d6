/** A piece of text, raised or not. */
export interface TextPiece {
    readonly text: string;
    readonly raised: boolean;
}
/** Splits text that writes exponents as d^{−δ} into plain and raised pieces. */
export declare function mathPieces(text: string): TextPiece[];
//# sourceMappingURL=math-text.d.ts.map