/** diagonal · I, size × size, row-major. */
export function identityMatrix(size: number, diagonal: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++) matrix[a * size + a] = diagonal;
  return matrix;
}
