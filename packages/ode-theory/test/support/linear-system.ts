/** Central differences: row x, column y = ∂f_x/∂y, with an error of order step². */
export function jacobian(f: (y: number[]) => number[], at: number[], step = 1e-5): number[][] {
  const columns = at.map((_, y) => {
    const moved = (by: number) => f(at.map((value, index) => (index === y ? value + by : value)));
    const plus = moved(step);
    const minus = moved(-step);
    return plus.map((value, x) => (value - minus[x]) / (2 * step));
  });
  return at.map((_, x) => columns.map((column) => column[x]));
}

/** LU with partial pivoting: the determinant, and the solution of A x = b. */
export function eliminate(A: number[][], b: number[]): { determinant: number; solution: number[] } {
  const rows = A.map((row, x) => [...row, b[x]]);
  const size = rows.length;
  let determinant = 1;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let x = pivot + 1; x < size; x++) {
      if (Math.abs(rows[x][pivot]) > Math.abs(rows[best][pivot])) best = x;
    }
    if (best !== pivot) {
      [rows[pivot], rows[best]] = [rows[best], rows[pivot]];
      determinant = -determinant;
    }
    determinant *= rows[pivot][pivot];
    for (let x = pivot + 1; x < size; x++) {
      const factor = rows[x][pivot] / rows[pivot][pivot];
      for (let y = pivot; y <= size; y++) rows[x][y] -= factor * rows[pivot][y];
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let x = size - 1; x >= 0; x--) {
    let rest = rows[x][size];
    for (let y = x + 1; y < size; y++) rest -= rows[x][y] * solution[y];
    solution[x] = rest / rows[x][x];
  }
  return { determinant, solution };
}

/** Newton's iteration with a finite-difference Jacobian. */
export function newton(f: (y: number[]) => number[], guess: number[], iterations = 30): number[] {
  let y = guess;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const value = f(y);
    const { solution } = eliminate(jacobian(f, y, 1e-6), value);
    y = y.map((entry, index) => entry - solution[index]);
  }
  return y;
}

/** Where a continuous function changes sign between a and b. */
export function bisect(f: (x: number) => number, a: number, b: number): number {
  const sign = Math.sign(f(a));
  let [low, high] = [a, b];
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (Math.sign(f(middle)) === sign) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** Largest real eigenvalue of a matrix whose spectrum lies right of −shift, by power iteration on A + shift. */
export function largestEigenvalue(A: number[][], shift: number, iterations = 4000): number {
  let vector = A.map((_, x) => 1 + 0.37 * ((x * 7) % 5));
  let estimate = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const image = A.map((row, x) => row.reduce((sum, a, y) => sum + a * vector[y], 0) + shift * vector[x]);
    const norm = Math.sqrt(image.reduce((sum, x) => sum + x * x, 0));
    const previous = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    estimate = norm / previous;
    vector = image.map((x) => x / norm);
  }
  return estimate - shift;
}
