const longest = 400;

/** Something that came over the wire, in a few words: bytes by their number, the rest as JSON cut short. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return shortened(value);
  const text = JSON.stringify(value, (_key, part: unknown) => withoutBytes(part));
  return shortened(text ?? String(value));
}

function withoutBytes(part: unknown): unknown {
  // A Buffer has turned itself into this before anybody is asked.
  const { type, data } = (part ?? {}) as { type?: unknown; data?: unknown };
  if (type === 'Buffer' && Array.isArray(data)) return `${data.length} bytes`;
  if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) return `${part.byteLength} bytes`;
  return part;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
