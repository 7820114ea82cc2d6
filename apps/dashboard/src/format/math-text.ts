/** A piece of text, raised or not. */
export interface TextPiece {
  readonly text: string;
  readonly raised: boolean;
}

/** Splits text that writes exponents as d^{−δ} into plain and raised pieces. */
export function mathPieces(text: string): TextPiece[] {
  return text
    .split(/\^\{([^{}]*)\}/)
    .map((piece, index) => ({ text: piece, raised: index % 2 === 1 }))
    .filter(({ text: piece }) => piece !== '');
}
