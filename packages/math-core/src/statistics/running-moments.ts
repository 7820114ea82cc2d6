/**
 * Count, mean and variance of values seen one at a time (Welford, Technometrics 4, 419 (1962)); two such
 * summaries can be merged (Chan, Golub & LeVeque 1979), exactly up to rounding.
 */
export class RunningMoments {
  #count = 0;
  #mean = 0;
  /** Σ (value − mean)² */
  #squares = 0;

  get count(): number {
    return this.#count;
  }

  /** NaN while nothing has been seen. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : NaN;
  }

  /** Unbiased, Σ (value − mean)²/(count − 1); NaN below two values. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : NaN;
  }

  /** Of the mean, √(variance/count); NaN below two values. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count);
  }

  push(value: number): void {
    this.#count += 1;
    const difference = value - this.#mean;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
  }

  /** Takes in all that `other` has seen; `other` is left as it is. */
  merge(other: RunningMoments): void {
    const count = this.#count + other.#count;
    if (count === 0) return;
    const difference = other.#mean - this.#mean;
    const shift = (difference * other.#count) / count;
    this.#squares += other.#squares + difference * shift * this.#count;
    this.#mean += shift;
    this.#count = count;
  }
}
