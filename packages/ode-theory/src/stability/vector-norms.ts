/** √Σx². */
export function euclideanNorm(vector: Float64Array): number {
  let squares = 0;
  for (let x = 0; x < vector.length; x++) squares += vector[x] * vector[x];
  return Math.sqrt(squares);
}

/** max |x|; NaN when an entry is. */
export function largestMagnitude(vector: Float64Array): number {
  let most = 0;
  for (let x = 0; x < vector.length; x++) most = Math.max(most, Math.abs(vector[x]));
  return most;
}

/** √Σ(a − b)². */
export function distanceBetween(a: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let x = 0; x < a.length; x++) squares += (a[x] - b[x]) * (a[x] - b[x]);
  return Math.sqrt(squares);
}
