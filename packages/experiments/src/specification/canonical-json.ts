import { show } from './show.ts';

/**
 * JSON with one spelling for each value, so that equal values have equal bytes: object keys sorted by code
 * unit, no white space, −0 written 0, numbers in ECMAScript's shortest round-trip form (two different
 * doubles never share a spelling). The rules are those of RFC 8785 (JSON Canonicalization Scheme).
 *
 * @throws {TypeError} for what JSON cannot hold: NaN, infinities, undefined, functions, bigints.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new TypeError(
        `Canonical JSON holds finite numbers only, but found ${value}: remove it or replace it by null.`,
      );
    }
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const entries = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
    }
  }
  throw new TypeError(
    `Canonical JSON holds null, booleans, finite numbers, strings, arrays and plain objects, but found ${show(value)}: convert it first.`,
  );
}
