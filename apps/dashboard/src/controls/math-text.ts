import { html, type TemplateResult } from 'lit';
import { mathPieces } from '../format/math-text.ts';

/** Text with its exponents raised. */
export function mathText(text: string): TemplateResult {
  return html`${mathPieces(text).map((piece) => (piece.raised ? html`<sup>${piece.text}</sup>` : piece.text))}`;
}
