/** A place in a text as people count: from 1 on. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** How much of a long line is quoted. */
const EXCERPT_LENGTH = 100;
const BEFORE_CARET = 60;

/** Line and column of an offset into a text; one behind its end is that of the end. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return { line, column: before.length - lineStart + 1 };
}

/** The line of a position with a caret below it, indented as messages quote it; of a long line what is around it. */
export function excerptAt(text: string, { line, column }: TextPosition): string {
  const source = (text.split('\n', line).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  const from = source.length > EXCERPT_LENGTH ? Math.max(0, column - 1 - BEFORE_CARET) : 0;
  const shown = source.slice(from, from + EXCERPT_LENGTH).trimEnd();
  const margin = `  ${line} | `;
  const cut = from > 0 ? '…' : '';
  return `${margin}${cut}${shown}\n${' '.repeat(margin.length + cut.length + column - 1 - from)}^`;
}
