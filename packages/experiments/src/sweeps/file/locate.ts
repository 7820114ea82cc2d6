import type { LocatedNode } from './yaml-tree.ts';

/** The offset of the value at a path; where there is none, that of the name of the innermost field that should hold it. */
export function offsetOfValue(root: LocatedNode, path: readonly string[]): number {
  let node = root;
  for (const step of path) {
    const child = node.children.get(step);
    if (child === undefined) return node.keyOffset;
    node = child;
  }
  return node.offset;
}

/** The offset of the name of a field of the object at a path, or what comes nearest. */
export function offsetOfField(root: LocatedNode, path: readonly string[], field: string): number {
  let node = root;
  for (const step of [...path, field]) {
    const child = node.children.get(step);
    if (child === undefined) return node.keyOffset;
    node = child;
  }
  return node.keyOffset;
}
