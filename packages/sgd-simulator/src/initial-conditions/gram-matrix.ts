/** G = R Rᵀ for R (rows × columns, row-major); exactly symmetric. */
export function gramMatrix(R: Float64Array, rows: number, columns: number): Float64Array {
  const G = new Float64Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += R[a * columns + c] * R[b * columns + c];
      G[a * rows + b] = sum;
      G[b * rows + a] = sum;
    }
  }
  return G;
}
