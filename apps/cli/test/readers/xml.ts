/** An element with what stands directly in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
}

/** Elements of HTML that have no end. */
const voids: ReadonlySet<string> = new Set(['meta', 'br', 'hr', 'img', 'link']);

const token = /<!doctype html>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;

/**
 * Reads markup strictly: every element is closed in its order, attributes are quoted and occur once, and no `<` or `&` stands for
 * itself. Text is checked and dropped.
 */
export function readMarkup(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) throw new Error(`not well-formed: ${text.slice(at, at + 80)}`);
    const [whole, closed, opened, attributes = '', empty] = found;
    if (closed !== undefined) {
      const last = open.pop();
      if (last?.name !== closed) throw new Error(`</${closed}> closes <${last?.name}>`);
    } else if (opened !== undefined) {
      const element: XmlElement = { name: opened, attributes: readAttributes(attributes), children: [] };
      open.at(-1)?.children.push(element);
      if (empty === '' && !voids.has(opened)) open.push(element);
    } else if (/&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/i.test(whole)) {
      throw new Error(`a bare & in ${whole}`);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} occurs twice`);
    attributes[name] = value;
  }
  return attributes;
}

/** The element itself and all within it, in the order of the text. */
export function* elementsOf(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* elementsOf(child);
}
