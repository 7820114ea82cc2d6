/** Mean and variance of a sample seen one value at a time (Welford), mergeable (Chan, Golub & LeVeque). */
export class RunningMoments {
  #count = 0;
  #mean = 0;
  #squares = 0;

  get count(): number {
    return this.#count;
  }

  /** NaN while empty. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : NaN;
  }

  /** Unbiased; NaN below two values. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : NaN;
  }

  /** Standard error of the mean, √(variance/count). */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count);
  }

  push(value: number): void {
    this.#count += 1;
    const difference = value - this.#mean;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
  }

  /** Takes in everything another sample has seen. */
  merge(other: RunningMoments): void {
    const count = this.#count + other.#count;
    if (count === 0) return;
    const difference = other.#mean - this.#mean;
    this.#mean += (difference * other.#count) / count;
    this.#squares += other.#squares + (difference * difference * this.#count * other.#count) / count;
    this.#count = count;
  }
}
