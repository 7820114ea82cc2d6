/** B Bᵀ + v vᵀ by Givens rotations; B (n × n, lower triangular) is replaced, v is overwritten. */
export function semidefiniteRankOneUpdate(B: Float64Array, n: number, v: Float64Array): void {
  for (let j = 0; j < n; j++) {
    const a = B[j * n + j];
    const b = v[j];
    if (b === 0) continue;
    const r = Math.sqrt(a * a + b * b);
    const c = a / r;
    const s = b / r;
    B[j * n + j] = r;
    for (let i = j + 1; i < n; i++) {
      const x = B[i * n + j];
      const y = v[i];
      B[i * n + j] = c * x + s * y;
      v[i] = c * y - s * x;
    }
  }
}
