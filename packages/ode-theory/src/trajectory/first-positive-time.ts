const MOST_HALVINGS = 200;

/**
 * The time in (from, to] from which on f is positive, given that it is positive at `to` and not at `from`: by the Illinois form of
 * regula falsi, guarded by bisection, down to neighbouring doubles. The end at which f is positive is returned.
 */
export function firstPositiveTime(f: (time: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  let atLow = f(low);
  let atHigh = f(high);
  for (let step = 0; step < MOST_HALVINGS; step++) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    const secant = high - (atHigh * (high - low)) / (atHigh - atLow);
    const time = step % 3 !== 2 && secant > low && secant < high ? secant : middle;
    const value = f(time);
    if (value > 0) {
      high = time;
      atHigh = value;
      atLow *= 0.5;
    } else {
      low = time;
      atLow = value;
      atHigh *= 0.5;
    }
  }
  return high;
}
