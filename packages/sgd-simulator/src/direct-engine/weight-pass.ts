/**
 * One pass over a row w of weights: w ← w + c·previous, returning w·next. Four partial sums keep the additions from
 * waiting for each other; their order is fixed, so the bits are too.
 *
 * @param start where the row starts in `weights`; it has `length` entries
 */
export function updateAndProject(
  weights: Float64Array,
  start: number,
  length: number,
  c: number,
  previous: Float64Array,
  next: Float64Array,
): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const blocked = length - (length % 4);
  for (let j = 0; j < blocked; j += 4) {
    const at = start + j;
    const w0 = weights[at] + c * previous[j];
    const w1 = weights[at + 1] + c * previous[j + 1];
    const w2 = weights[at + 2] + c * previous[j + 2];
    const w3 = weights[at + 3] + c * previous[j + 3];
    weights[at] = w0;
    weights[at + 1] = w1;
    weights[at + 2] = w2;
    weights[at + 3] = w3;
    sum0 += w0 * next[j];
    sum1 += w1 * next[j + 1];
    sum2 += w2 * next[j + 2];
    sum3 += w3 * next[j + 3];
  }
  for (let j = blocked; j < length; j++) {
    const w = weights[start + j] + c * previous[j];
    weights[start + j] = w;
    sum0 += w * next[j];
  }
  return sum0 + sum1 + (sum2 + sum3);
}

/** w·x for the row w of `length` entries that starts at `start`. */
export function project(weights: Float64Array, start: number, length: number, x: Float64Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const blocked = length - (length % 4);
  for (let j = 0; j < blocked; j += 4) {
    sum0 += weights[start + j] * x[j];
    sum1 += weights[start + j + 1] * x[j + 1];
    sum2 += weights[start + j + 2] * x[j + 2];
    sum3 += weights[start + j + 3] * x[j + 3];
  }
  for (let j = blocked; j < length; j++) sum0 += weights[start + j] * x[j];
  return sum0 + sum1 + (sum2 + sum3);
}
