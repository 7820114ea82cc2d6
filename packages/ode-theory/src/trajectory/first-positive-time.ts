/** Between numbers of like size 53 halvings lead to neighbours; from 0 on, to a distance that no solution resolves. */
const MOST_HALVINGS = 100;

/**
 * The time in (from, to] from which on f is positive, given that it is positive at `to` and not at `from`: by bisection down to
 * neighbouring doubles, whatever the shape of f. The end at which f is positive is returned.
 */
export function firstPositiveTime(f: (time: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
  return high;
}
