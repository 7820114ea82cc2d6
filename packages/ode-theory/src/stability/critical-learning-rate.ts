import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { covarianceDirections } from './covariance-directions.ts';
import { eigenvalues, linearSolver, sandwich } from './dense-linear-algebra.ts';
import { jacobian } from './jacobian.ts';
import { perfectStudent } from './perfect-student.ts';

/** A rate below this part of the fastest one is 0 within the error of the Jacobian. */
const LEAST_RATE = 1e-9;

/**
 * The smallest factor s on the learning rate, that is on (g, g₂) → (s g, s² g₂), at which the perfect student Q = M = P stops
 * being stable: beyond it learning is impossible even without label noise. With the weights left out, g = 1/p and g₂ = 1/p², it is γ
 * itself on the line ϑ = 0; in the units of unnormalised committees η = γ/p². One unit: η_c = π√(5/3).
 *
 * The variance part is of second order in the error of students within the teacher's span: it acts on the components outside,
 * whose matrix D ⪰ 0 obeys dD/dt = s A D + s² B D to first order. B maps positive semidefinite matrices to such, exp(tA) too, so that the
 * leading eigenvalue is real and s = 1/ρ(−A⁻¹B) exactly where it passes zero. Error about 1e-11, that of the Jacobians.
 *
 * Infinity where no learning rate destabilises. Throws InvalidArgumentError unless student and teacher are alike (p = k, equal activations
 * and output weights, no weight decay) and gradient flow is stable.
 */
export function criticalLearningRate(model: DriftModel, weights?: DriftWeights): number {
  const { studentWidth: p } = model;
  const { gradient, variance, exact, ...others } = weights ?? { gradient: 1 / p, variance: 1 / (p * p) };
  if (exact !== undefined && exact.betweenSamples !== 0)
    throw new InvalidArgumentError(messages.meansOfSamples());
  const noiseless = { ...model, noise: 0 };
  const ofGradient = { ...others, gradient, variance: 0 };
  const state = perfectStudent(noiseless, ofGradient);
  const size = state.length;
  const { possible, count, keepingRank } = covarianceDirections(state, noiseless);
  const outside = count - keepingRank.nullity;
  const block = (part: DriftWeights): Float64Array => {
    const J = jacobian(uncheckedRightHandSide(noiseless, part), state);
    const A = sandwich(possible, J, possible, size, count, count);
    return sandwich(keepingRank.complement, A, keepingRank.complement, count, outside, outside);
  };
  const A = block(ofGradient);
  const rates = eigenvalues(A, outside);
  const slowest = rates[0].real;
  const fastest = rates[rates.length - 1].real;
  if (!(slowest < LEAST_RATE * fastest))
    throw new InvalidArgumentError(messages.perfectStudentUnstable(slowest));
  const corrections = exact && {
    gradientOfQ: 0,
    decayOfQ: 0,
    scaleDerivative: exact.scaleDerivative,
    betweenSamples: 0,
  };
  const B = block({ gradient: 0, variance, ...(corrections && { exact: corrections }) });
  const [{ real: radius }] = eigenvalues(minusQuotient(A, B, outside), outside);
  return radius > 0 ? 1 / radius : Infinity;
}

/** −A⁻¹B. */
function minusQuotient(A: Float64Array, B: Float64Array, size: number): Float64Array {
  const solve = linearSolver(A, size);
  const quotient = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) column[x] = -B[x * size + y];
    solve(column).forEach((value, x) => (quotient[x * size + y] = value));
  }
  return quotient;
}
