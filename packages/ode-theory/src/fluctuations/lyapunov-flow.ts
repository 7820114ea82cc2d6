import { addMultiple, addOwnTranspose, multiplyByTransposed, transpose } from './matrix-products.ts';

/** Σ ← e^A Σ e^{Aᵀ} + ∫₀¹ e^{sA} G e^{sAᵀ} ds, in place; A (n × n) is any matrix, G and Σ are symmetric. */
export type LyapunovFlow = (A: Float64Array, G: Float64Array, sigma: Float64Array) => void;

/** ‖A‖ of the part of the flow that is summed as a series; the rest is doubling. */
const SERIES_NORM = 0.25;
/** Terms of the series: 0.25¹²/12! and 0.5¹²/13! are below 1e-13. */
const TERMS = 12;

/**
 * The flow of dΣ/ds = A Σ + Σ Aᵀ + G over unit time, exact to rounding for constant A and G. Over 2^−m of it, with
 * ‖A‖∞ 2^−m ≤ ¼, both e^A and the integral are Taylor series; m doublings Φ ← Φ², X ← Φ X Φᵀ + X follow, however
 * stiff A is. Σ enters as Φ Σ Φᵀ: a positive semidefinite Σ stays so with a positive semidefinite G, and what Φ damps
 * leaves no error of the size of Σ behind. Where A is not finite, Σ becomes NaN.
 */
export function createLyapunovFlow(n: number): LyapunovFlow {
  const buffer = () => new Float64Array(n * n);
  const [phi, phiTransposed, integral, term, product, scaled, scaledTransposed] = Array.from(
    { length: 7 },
    buffer,
  );

  /** S ← Φ S Φᵀ. */
  const carry = (S: Float64Array): void => {
    multiplyByTransposed(phi, S, n, n, product);
    multiplyByTransposed(product, phi, n, n, S);
    symmetrise(S, n);
  };

  /** Φ = Σ_j A^j/j!. */
  const exponentialSeries = (): void => {
    transpose(scaled, n, scaledTransposed);
    phi.set(scaled);
    for (let x = 0; x < n; x++) phi[x * n + x] += 1;
    term.set(scaled);
    for (let j = 2; j <= TERMS; j++) {
      multiplyByTransposed(term, scaledTransposed, n, n, product);
      for (let x = 0; x < product.length; x++) term[x] = product[x] / j;
      addMultiple(phi, 1, term);
    }
  };

  /** X = Σ_j L^j G/(j+1)!, L G = A G + G Aᵀ. */
  const integralSeries = (G: Float64Array, share: number): void => {
    for (let x = 0; x < G.length; x++) term[x] = share * G[x];
    integral.set(term);
    for (let j = 1; j <= TERMS; j++) {
      multiplyByTransposed(scaled, term, n, n, product);
      addOwnTranspose(product, n);
      for (let x = 0; x < product.length; x++) term[x] = product[x] / (j + 1);
      addMultiple(integral, 1, term);
    }
  };

  return (A, G, sigma) => {
    let doublings = 0;
    let share = 1;
    const norm = largestRowSum(A, n);
    if (!Number.isFinite(norm)) {
      sigma.fill(NaN);
      return;
    }
    for (; norm * share > SERIES_NORM; share *= 0.5) doublings++;
    for (let x = 0; x < A.length; x++) scaled[x] = share * A[x];
    exponentialSeries();
    integralSeries(G, share);
    for (let m = 0; m < doublings; m++) {
      term.set(integral);
      carry(integral);
      addMultiple(integral, 1, term);
      transpose(phi, n, phiTransposed);
      multiplyByTransposed(phi, phiTransposed, n, n, product);
      phi.set(product);
    }
    carry(sigma);
    addMultiple(sigma, 1, integral);
  };
}

/** ‖A‖∞ */
function largestRowSum(A: Float64Array, n: number): number {
  let largest = 0;
  for (let x = 0; x < n; x++) {
    let sum = 0;
    for (let y = 0; y < n; y++) sum += Math.abs(A[x * n + y]);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Takes the mean of both halves, which rounding has made differ. */
function symmetrise(S: Float64Array, n: number): void {
  for (let x = 0; x < n; x++) {
    for (let y = x + 1; y < n; y++) {
      const mean = 0.5 * (S[x * n + y] + S[y * n + x]);
      S[x * n + y] = mean;
      S[y * n + x] = mean;
    }
  }
}
