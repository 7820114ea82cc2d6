/**
 * The text as PostgreSQL can hold it, also in JSON: U+0000 and halves of surrogate pairs, which it refuses, become the
 * sign for what cannot be read (U+FFFD). For text that people read, not for names that something is found by.
 */
export function storableText(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8');
}
