/** Latencies in milliseconds, all of them kept: a million are eight megabytes. */
export class Latencies {
  #values = [];

  add(milliseconds) {
    this.#values.push(milliseconds);
  }

  /** Takes out what has been gathered. */
  take() {
    return this.#values.splice(0);
  }
}

export function summary(values) {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) };
}
