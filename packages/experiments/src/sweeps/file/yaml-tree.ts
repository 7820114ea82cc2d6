import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';
import { messages } from '../../messages.ts';
import { show } from '../../specification/show.ts';

/** Beyond these a text is refused rather than read: they are far above what an experiment needs. */
export const FILE_LIMITS = {
  /** Characters of a text. */
  length: 500_000,
  /** Objects and arrays within each other. */
  depth: 24,
  /** Values, those that aliases repeat counted each time. */
  values: 300_000,
  /** Uses of anchors, those inside of what an alias repeats included. */
  aliases: 100,
} as const;

/** Where a value stands in a text, and the values inside it. */
export interface LocatedNode {
  /** Offset of the value itself. */
  readonly offset: number;
  /** Offset of the name of the field that holds it; of an item or the whole, its own. */
  readonly keyOffset: number;
  readonly children: ReadonlyMap<string, LocatedNode>;
}

/** A fault of a text, before anything is known of what it should say. */
export interface TextFault {
  readonly offset: number;
  readonly path: string;
  readonly message: string;
}

/** What a YAML or JSON text says, with where it says it. */
export interface YamlTree {
  readonly value: unknown;
  readonly root: LocatedNode;
  readonly faults: readonly TextFault[];
}

/** Reads a text of YAML 1.2, JSON included: numbers, text, booleans, null, arrays and objects, no types of one's own. Throws nothing. */
export function readYaml(text: string): YamlTree {
  const nowhere: LocatedNode = { offset: 0, keyOffset: 0, children: new Map() };
  if (text.length > FILE_LIMITS.length) {
    const message = messages.fileTooLong(text.length, FILE_LIMITS.length);
    return { value: null, root: nowhere, faults: [{ offset: 0, path: '', message }] };
  }
  // Repeated fields are found here: the parser compares each pair of them.
  const options = { schema: 'core', prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const;
  const document = parseDocument(text, options);
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const faults = problems.map(({ code, message, pos }) => ({
      offset: pos[0],
      path: '',
      message:
        code === 'RESOURCE_EXHAUSTION'
          ? messages.tooDeep(FILE_LIMITS.depth)
          : messages.unreadableText(message, ADVICE[code]),
    }));
    return { value: null, root: nowhere, faults };
  }
  return new TreeReader(document).read();
}

/** What to do about the faults of spelling that are made most. */
const ADVICE: Readonly<Partial<Record<string, string>>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'align it with the lines that it belongs to',
  BLOCK_AS_IMPLICIT_KEY: 'begin a new line for what is inside, or write {…}',
  MULTILINE_IMPLICIT_KEY: 'a field is written "name: value", with a space behind the colon',
  MISSING_CHAR: 'add what is missing, or remove what is left over',
  MULTIPLE_DOCS: 'keep one experiment a file',
  TAG_RESOLVE_FAILED: 'leave the tag out; values are numbers, text, lists and fields',
  UNEXPECTED_TOKEN: 'quote text that contains punctuation',
};

/** Ends the reading of a text at a fault that more would follow from. */
class ReadingEnded extends Error {}

class TreeReader {
  readonly #document: Document;
  readonly #faults: TextFault[] = [];
  #values = 0;
  #aliases = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  read(): YamlTree {
    const root: LocatedNode = { offset: 0, keyOffset: 0, children: new Map() };
    const { contents } = this.#document;
    try {
      if (contents !== null) {
        const { value, node } = this.#read(contents, offsetOf(contents) ?? 0, []);
        return { value, root: node, faults: this.#faults };
      }
    } catch (error) {
      if (!(error instanceof ReadingEnded)) throw error;
    }
    return { value: null, root, faults: this.#faults };
  }

  #read(
    node: Node | null,
    keyOffset: number,
    path: readonly string[],
  ): { value: unknown; node: LocatedNode } {
    const offset = offsetOf(node) ?? keyOffset;
    this.#values += 1;
    if (this.#values > FILE_LIMITS.values)
      this.#end(offset, path, messages.tooManyValues(FILE_LIMITS.values));
    if (path.length > FILE_LIMITS.depth) this.#end(offset, path, messages.tooDeep(FILE_LIMITS.depth));
    if (isAlias(node)) {
      this.#aliases += 1;
      if (this.#aliases > FILE_LIMITS.aliases) {
        this.#end(offset, path, messages.tooManyAliases(FILE_LIMITS.aliases));
      }
      const source = node.resolve(this.#document);
      if (source === undefined) this.#end(offset, path, messages.unknownAnchor(node.source));
      const { value, node: located } = this.#read(source, keyOffset, path);
      return { value, node: { ...located, keyOffset } };
    }
    if (isMap(node)) return this.#readMap(node, offset, keyOffset, path);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        const place = offsetOf(item as Node | null) ?? offset;
        return this.#read(item as Node | null, place, [...path, String(index)]);
      });
      const children = new Map(items.map((item, index) => [String(index), item.node]));
      return { value: items.map(({ value }) => value), node: { offset, keyOffset, children } };
    }
    return { value: isScalar(node) ? node.value : null, node: { offset, keyOffset, children: new Map() } };
  }

  #readMap(map: YAMLMap, offset: number, keyOffset: number, path: readonly string[]) {
    const fields: [string, unknown][] = [];
    const children = new Map<string, LocatedNode>();
    for (const { key, value } of map.items) {
      const place = offsetOf(key as Node | null) ?? offset;
      if (!isScalar(key) || key.value === null) {
        this.#faults.push({ offset: place, path: path.join('.'), message: messages.unnamedField() });
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? show(key.value));
      if (children.has(name)) {
        this.#faults.push({
          offset: place,
          path: [...path, name].join('.'),
          message: messages.repeatedField(show(name)),
        });
        continue;
      }
      const read = this.#read(value as Node | null, place, [...path, name]);
      fields.push([name, read.value]);
      children.set(name, read.node);
    }
    return { value: Object.fromEntries(fields), node: { offset, keyOffset, children } };
  }

  #end(offset: number, path: readonly string[], message: string): never {
    this.#faults.push({ offset, path: path.join('.'), message });
    throw new ReadingEnded();
  }
}

function offsetOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}
