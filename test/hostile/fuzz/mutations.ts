import type { Random } from './random.ts';

type Key = string | number;
type Container = Record<Key, unknown>;

/** One place in a value: `container[key]`. */
interface Place {
  readonly container: Container;
  readonly key: Key;
}

/** Keys that do harm where code writes into objects by names from outside. */
export const POLLUTING_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
];

/** A key that nothing has, unless a prototype was polluted. */
export const POLLUTION_WITNESS = 'pollutedByFuzzing';

/** Changes a copy of the value in one place, as somebody would who wants to break what reads it. */
export function mutate(value: unknown, random: Random): unknown {
  const root = { value: clone(value) };
  const places: Place[] = [{ container: root, key: 'value' }];
  collect(root.value, places);
  const { container, key } = random.pick(places);
  const current = container[key];
  switch (random.below(8)) {
    case 0:
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
      break;
    case 1:
      addKey(isContainer(current) ? current : root, random);
      break;
    case 2:
      container[key] = nested(random.pick([3, 50, 800]), current, random.chance(0.5));
      break;
    case 3:
      container[key] = Array.isArray(current) && current.length > 0 ? repeated(current, random) : [current];
      break;
    case 4:
      container[key] = typeof current === 'number' ? oddNumber(random) : retyped(current);
      break;
    case 5:
      container[key] = typeof current === 'string' ? damaged(current, random) : oddText(random);
      break;
    default:
      container[key] = nonsense(random);
  }
  return root.value;
}

/** A value that has nothing to do with what is asked for. */
export function nonsense(random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => random.chance(0.5),
    () => oddNumber(random),
    () => oddText(random),
    () => [],
    () => ({}),
    () => random.bytes(random.below(200)),
    () => nested(random.pick([2, 100, 1000]), 0, random.chance(0.5)),
    () => addKey({}, random),
    () => ({ _placeholder: true, num: random.pick([0, 1, -1, 1e9]) }),
    () => ({ toJSON: 1, then: 'x', length: -1 }),
    () => Array.from({ length: random.pick([1, 300, 5000]) }, () => oddNumber(random)),
  ])();
}

export function oddNumber(random: Random): number {
  return random.pick([
    -1,
    0,
    -0,
    0.5,
    NaN,
    Infinity,
    -Infinity,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    1e308,
    5e-324,
    1e21,
  ]);
}

export function oddText(random: Random): string {
  return random.pick([
    '',
    '\0',
    '\ud800',
    '\u202etxt.exe',
    '../../../../etc/passwd',
    "'; DROP TABLE runs; --",
    '${7*7}{{7*7}}%s%n',
    '<script>alert(1)</script>',
    '\r\nx-injected: 1',
    '%00%ff%fe',
    '🧨'.repeat(random.pick([1, 500])),
    'x'.repeat(random.pick([200, 5000, 100_000])),
    '1e999',
    '[object Object]',
  ]);
}

function damaged(text: string, random: Random): string {
  const place = random.below(text.length + 1);
  return random.pick([
    text.toUpperCase(),
    `${text} `,
    `${text}\0`,
    text.slice(0, place),
    text + text,
    `${text.slice(0, place)}${oddText(random)}${text.slice(place)}`,
  ]);
}

function retyped(value: unknown): unknown {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? [value] : Number(value);
  if (value instanceof Uint8Array) return [...value];
  if (isContainer(value)) return JSON.stringify(value);
  return String(value);
}

function repeated(list: readonly unknown[], random: Random): unknown[] {
  const length = random.pick([2, 300, 5000]);
  return Array.from({ length }, (_, index) => list[index % list.length]);
}

function nested(depth: number, innermost: unknown, inArrays: boolean): unknown {
  let value = innermost;
  for (let level = 0; level < depth; level += 1) value = inArrays ? [value] : { leases: value };
  return value;
}

/** As an own property, which is what JSON from outside makes of it. */
function addKey(container: Container, random: Random): Container {
  const key = random.chance(0.7) ? random.pick(POLLUTING_KEYS) : random.pick(['surprise', '', '0', '\0']);
  const value = random.chance(0.7) ? { [POLLUTION_WITNESS]: true } : oddText(random);
  // An array's would not be sent, and an array with another constructor cannot be worked with here.
  if (Array.isArray(container) && key !== '0') {
    container.push(value);
    return container;
  }
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
  return container;
}

function collect(value: unknown, places: Place[]): void {
  if (!isContainer(value) || places.length > 500) return;
  for (const key of Object.keys(value)) {
    places.push({ container: value, key });
    collect(value[key], places);
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clone(item)]));
}
