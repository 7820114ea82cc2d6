/**
 * Which runs of an experiment a viewer will be told of from the database: at first all of them, later those
 * of which too much has changed to keep it in memory. By their places in the experiment.
 */
export class UnreadRuns {
  readonly #unread: Uint8Array;
  #count: number;
  #cursor = 0;

  constructor(runs: number) {
    this.#unread = new Uint8Array(runs).fill(1);
    this.#count = runs;
  }

  get count(): number {
    return this.#count;
  }

  has(place: number): boolean {
    return this.#unread[place] === 1;
  }

  add(place: number): void {
    if (this.has(place)) return;
    this.#unread[place] = 1;
    this.#count += 1;
  }

  addAll(): void {
    this.#unread.fill(1);
    this.#count = this.#unread.length;
    this.#cursor = 0;
  }

  /** Takes out the next ones, in order, a round through all of them at a time: they count as read from here on. */
  take(most: number): number[] {
    const places: number[] = [];
    for (let from = this.#cursor; places.length < most; from = this.#cursor) {
      const place = this.#unread.indexOf(1, from);
      if (place < 0) {
        this.#cursor = 0;
        break;
      }
      places.push(place);
      this.#cursor = place + 1;
    }
    if (places.length === 0 && this.#count > 0) return this.take(most);
    for (const place of places) this.#unread[place] = 0;
    this.#count -= places.length;
    return places;
  }

  /** Those that were taken and not read after all are next. */
  putBack(places: readonly number[]): void {
    for (const place of places) this.add(place);
    if (places[0] !== undefined) [this.#cursor] = places;
  }
}
