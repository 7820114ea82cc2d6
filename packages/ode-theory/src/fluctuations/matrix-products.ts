/**
 * target = A Bᵀ for A (m × n) and B (m × n), row-major: rows of both are read in order, two of each at a time.
 * `target` is none of the two.
 */
export function multiplyByTransposed(
  A: Float64Array,
  B: Float64Array,
  m: number,
  n: number,
  target: Float64Array,
): void {
  for (let x = 0; x < m; x += 2) {
    const nextX = Math.min(x + 1, m - 1);
    for (let y = 0; y < m; y += 2) {
      const nextY = Math.min(y + 1, m - 1);
      const a0 = x * n;
      const a1 = nextX * n;
      const b0 = y * n;
      const b1 = nextY * n;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let c = 0; c < n; c++) {
        const x0 = A[a0 + c];
        const x1 = A[a1 + c];
        const y0 = B[b0 + c];
        const y1 = B[b1 + c];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
      }
      target[x * m + y] = s00;
      target[x * m + nextY] = s01;
      target[nextX * m + y] = s10;
      target[nextX * m + nextY] = s11;
    }
  }
}

/** target = Aᵀ for a square matrix; `target` is not A. */
export function transpose(A: Float64Array, n: number, target: Float64Array): void {
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) target[y * n + x] = A[x * n + y];
  }
}

/** S ← S + Sᵀ in place. */
export function addOwnTranspose(S: Float64Array, n: number): void {
  for (let x = 0; x < n; x++) {
    for (let y = x; y < n; y++) {
      const sum = S[x * n + y] + S[y * n + x];
      S[x * n + y] = sum;
      S[y * n + x] = sum;
    }
  }
}

/** target += factor · A. */
export function addMultiple(target: Float64Array, factor: number, A: Float64Array): void {
  for (let x = 0; x < target.length; x++) target[x] += factor * A[x];
}

/** xᵀ S x. */
export function quadraticForm(x: Float64Array, S: Float64Array): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += S[i * n + j] * x[j];
    sum += x[i] * row;
  }
  return sum;
}
