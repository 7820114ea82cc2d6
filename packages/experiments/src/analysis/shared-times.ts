/** Output times that differ by rounding only are the same. */
const ROUNDING = 1e-12;

/** Positions of the times that two increasing lists share, up to rounding: [in the first, in the second]. */
export function sharedTimes(
  times: readonly number[],
  others: readonly number[],
): (readonly [number, number])[] {
  const shared: (readonly [number, number])[] = [];
  let other = 0;
  times.forEach((time, index) => {
    while (other < others.length && others[other] < time * (1 - ROUNDING)) other += 1;
    if (other < others.length && others[other] <= time * (1 + ROUNDING)) shared.push([index, other]);
  });
  return shared;
}
