/**
 * Breaks text into lines that fit `width` pixels at this font size. Nobody can measure text here, so an
 * average glyph of 0.55 em is assumed, which is on the wide side for the fonts of the themes.
 */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const capacity = Math.max(12, Math.floor(width / (0.55 * fontSize)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const candidate = line === '' ? word : `${line} ${word}`;
    if (candidate.length > capacity && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = candidate;
    }
  }
  return line === '' ? lines : [...lines, line];
}
