const BLOCK = 128;

/** Sums of outer products Σ f fᵀ + Σ s sᵀ, taken a block at a time. */
export interface GramSum {
  readonly blockSize: number;
  /** length × blockSize: row x holds entry x of the vectors f of a block. */
  readonly first: Float64Array;
  /** shortLength × blockSize: the same of the vectors s, whose further entries are zero. */
  readonly second: Float64Array;
  clear(): void;
  /** Adds the block. */
  add(): void;
  /** Writes the sum, length × length, both halves. */
  write(target: Float64Array): void;
}

export function createGram(length: number, shortLength: number): GramSum {
  const first = new Float64Array(length * BLOCK);
  const second = new Float64Array(shortLength * BLOCK);
  const sum = new Float64Array(length * length);
  return {
    blockSize: BLOCK,
    first,
    second,
    clear: () => sum.fill(0),
    add: () => {
      addProducts(first, length, sum, length);
      addProducts(second, shortLength, sum, length);
    },
    write: (target) => {
      for (let x = 0; x < length; x++) {
        for (let y = x; y < length; y++) {
          target[x * length + y] = sum[x * length + y];
          target[y * length + x] = sum[x * length + y];
        }
      }
    },
  };
}

/** sum_xy += Σ_node rows_x rows_y for y ≥ x, four entries at a time. */
function addProducts(rows: Float64Array, count: number, sum: Float64Array, rowLength: number): void {
  for (let x = 0; x < count; x += 2) {
    const a0 = x * BLOCK;
    const a1 = Math.min(x + 1, count - 1) * BLOCK;
    for (let y = x; y < count; y += 2) {
      const b0 = y * BLOCK;
      const b1 = Math.min(y + 1, count - 1) * BLOCK;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let node = 0; node < BLOCK; node++) {
        const x0 = rows[a0 + node];
        const x1 = rows[a1 + node];
        const y0 = rows[b0 + node];
        const y1 = rows[b1 + node];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
      }
      sum[x * rowLength + y] += s00;
      if (y + 1 < count) sum[x * rowLength + y + 1] += s01;
      if (x + 1 < count) {
        sum[(x + 1) * rowLength + y] += s10;
        if (y + 1 < count) sum[(x + 1) * rowLength + y + 1] += s11;
      }
    }
  }
}
