import type { Citation } from './citation.ts';

/** The entries as BibTeX, separated by empty lines, with a line break at the end; '' for none. */
export function toBibtex(citations: readonly Citation[]): string {
  return citations.map(entryText).join('\n');
}

function entryText({ type, key, fields }: Citation): string {
  const names = Object.keys(fields);
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => `  ${name.padEnd(width)} = {${fields[name]}},\n`);
  return `@${type}{${key},\n${lines.join('')}}\n`;
}
