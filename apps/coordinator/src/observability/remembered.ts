/** An answer that is found out at most so often, and once for all who ask meanwhile. */
export class Remembered<T> {
  readonly #milliseconds: number;
  readonly #findOut: () => Promise<T>;
  #answer: Promise<T> | undefined;
  #askedAt = 0;

  constructor(milliseconds: number, findOut: () => Promise<T>) {
    this.#milliseconds = milliseconds;
    this.#findOut = findOut;
  }

  get(): Promise<T> {
    const now = performance.now();
    if (this.#answer === undefined || now - this.#askedAt > this.#milliseconds) {
      this.#askedAt = now;
      this.#answer = this.#findOut();
    }
    return this.#answer;
  }
}
