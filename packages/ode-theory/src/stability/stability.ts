import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { covarianceDirections } from './covariance-directions.ts';
import { eigenvalues, sandwich, type Eigenvalue } from './dense-linear-algebra.ts';
import { jacobian } from './jacobian.ts';

/** Real parts that differ by less than this share of their own size count as one. */
const CLUSTER = 1e-6;
/** Real parts below this share of the largest magnitude count as zero: a thousand times the error of the Jacobian. */
const ZERO = 1e-9;

/** The linearised drift at a state, in units of 1/t. */
export interface Stability {
  /** Eigenvalues of the Jacobian in the directions in which Ω stays a covariance, descending by real part. */
  readonly eigenvalues: readonly Eigenvalue[];
  /** The largest real part. */
  readonly leading: number;
  /** How many eigenvalues have that real part, to 1e-6 of itself or 1e-9 of the largest magnitude. */
  readonly multiplicity: number;
  /**
   * `stable`: every perturbation decays exponentially; `unstable`: some grow; `marginal`: the leading real part is zero to 1e-9 of the
   * largest magnitude. Then either there is a family of stationary states, or the approach is algebraic, a power of t:
   * linearisation does not decide.
   */
  readonly verdict: 'stable' | 'marginal' | 'unstable';
  /** Rank deficiency of Ω; 0 inside the positive semidefinite cone. */
  readonly nullity: number;
  /** The eigenvalues in directions that keep the rank of Ω: students that move in the span of students and teachers that they have. */
  readonly keepingRank: readonly Eigenvalue[];
  /** The others: students that acquire components outside that span. */
  readonly raisingRank: readonly Eigenvalue[];
}

/**
 * Eigenvalues of the Jacobian of the drift at a packed state, stationary or not, by differences of the right-hand side. On the
 * boundary of the positive semidefinite cone they are those of the directions that keep Ω a covariance, in two
 * parts (`covarianceDirections`); the split is exact where that boundary is invariant to first order, as at stationary states.
 */
export function stability(model: DriftModel, weights: DriftWeights, state: Float64Array): Stability {
  const size = state.length;
  const J = jacobian(uncheckedRightHandSide(model, weights), state);
  const { nullity, possible, count, keepingRank } = covarianceDirections(state, model);
  const A = sandwich(possible, J, possible, size, count, count);
  const part = (basis: Float64Array, dimension: number): Eigenvalue[] =>
    eigenvalues(sandwich(basis, A, basis, count, dimension, dimension), dimension);
  return {
    ...verdictOf(eigenvalues(A, count)),
    nullity,
    keepingRank: part(keepingRank.basis, keepingRank.nullity),
    raisingRank: part(keepingRank.complement, count - keepingRank.nullity),
  };
}

function verdictOf(
  spectrum: readonly Eigenvalue[],
): Pick<Stability, 'eigenvalues' | 'leading' | 'multiplicity' | 'verdict'> {
  const leading = spectrum[0].real;
  const largest = Math.max(
    ...spectrum.map(({ real, imaginary }) => Math.max(Math.abs(real), Math.abs(imaginary))),
  );
  const width = Math.max(CLUSTER * Math.abs(leading), ZERO * largest);
  const multiplicity = spectrum.filter(({ real }) => leading - real <= width).length;
  const isZero = Math.abs(leading) <= ZERO * largest;
  const verdict = isZero ? 'marginal' : leading < 0 ? 'stable' : 'unstable';
  return { eigenvalues: spectrum, leading, multiplicity, verdict };
}
