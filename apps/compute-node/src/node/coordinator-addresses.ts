import type { ConnectionRefusedError } from '../errors.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** So many addresses that were named are remembered, the latest first: one that is gone may come back. */
const remembered = 16;

/**
 * Where coordinators may be found: the addresses that a node was given, and those that coordinators have
 * named since. One that has refused the node for good is left out.
 */
export class CoordinatorAddresses {
  readonly #given: readonly string[];
  #learned: readonly string[] = [];
  #current: string;
  readonly #refusals = new Map<string, ConnectionRefusedError>();

  /** @throws TypeError when one of them is no URL */
  constructor(given: readonly [string, ...string[]]) {
    this.#given = given.map(origin);
    this.#current = origin(given[0]);
  }

  /** The one to connect to. */
  get current(): string {
    return this.#current;
  }

  /** How many there are to try. */
  get count(): number {
    return this.#candidates().length;
  }

  /** Goes on to the next one. */
  advance(): void {
    const candidates = this.#candidates();
    const next = candidates[(candidates.indexOf(this.#current) + 1) % candidates.length];
    if (next !== undefined) this.#current = next;
  }

  /** The coordinator that the node is at names the others there are. */
  learn(others: readonly string[]): void {
    const named = others.map(origin).filter((address) => this.#isUsable(address));
    const all = new Set([...named, ...this.#learned]);
    this.#learned = [...all].slice(0, remembered);
  }

  /**
   * The current one has refused the node for good. Returns null when another one is left to try, and is the
   * current one then; otherwise what the first of the given ones said.
   */
  exclude(refusal: ConnectionRefusedError): ConnectionRefusedError | null {
    const excluded = this.#current;
    this.advance();
    this.#refusals.set(excluded, refusal);
    if (this.#current !== excluded) return null;
    return this.#given.map((address) => this.#refusals.get(address)).find(Boolean) ?? refusal;
  }

  #candidates(): string[] {
    const all = new Set([...this.#given, ...this.#learned, this.#current]);
    return [...all].filter((address) => !this.#refusals.has(address));
  }

  /**
   * Whoever asked for encryption is not led to where there is none, and a loopback address means something
   * only on the machine that named it.
   */
  #isUsable(address: string): boolean {
    const { hostname, protocol } = new URL(address);
    if (protocol !== 'https:' && this.#given.every((given) => given.startsWith('https:'))) return false;
    return !LOOPBACK.has(hostname) || LOOPBACK.has(new URL(this.#current).hostname);
  }
}

function origin(url: string): string {
  return new URL(url).origin;
}
