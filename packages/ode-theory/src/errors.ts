import { power } from '@crossover/math-core';

/**
 * Everything this package refuses, in one place. Each message says what was found, what was needed and
 * what to do about it; the offending numbers travel with the error so that a caller can show them.
 */

/** There is no ordinary differential equation to solve: ϑ = κ + δ ≤ −½. */
export class NoDeterministicLimitError extends RangeError {
  override readonly name = 'NoDeterministicLimitError';
  /** ϑ = κ + δ, as classified. */
  readonly theta: number;
  readonly kappa: number;
  readonly delta: number;

  constructor(theta: number, kappa: number, delta: number, inputDimension: number | null) {
    super(messages.noDeterministicLimit(theta, kappa, delta, inputDimension));
    this.theta = theta;
    this.kappa = kappa;
    this.delta = delta;
  }
}

/** The answer depends on the input dimension d, and none was given. */
export class MissingInputDimensionError extends RangeError {
  override readonly name = 'MissingInputDimensionError';
}

/** On the way the overlaps stopped being a covariance: an eigenvalue of Ω is negative beyond tolerance. */
export class OverlapsLeftDomainError extends RangeError {
  override readonly name = 'OverlapsLeftDomainError';
  readonly time: number;
  /** The smallest eigenvalue of Ω at that time. */
  readonly eigenvalue: number;

  constructor(time: number, eigenvalue: number, tolerance: number) {
    super(messages.overlapsLeftDomain(time, eigenvalue, tolerance));
    this.time = time;
    this.eigenvalue = eigenvalue;
  }
}

/** No step, however small, satisfies the tolerances. */
export class StepSizeUnderflowError extends RangeError {
  override readonly name = 'StepSizeUnderflowError';
  readonly time: number;
  readonly stepSize: number;

  constructor(time: number, stepSize: number) {
    super(messages.stepSizeUnderflow(time, stepSize));
    this.time = time;
    this.stepSize = stepSize;
  }
}

/** A checkpoint that is damaged, of another version, or of another problem. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/** No zero of the drift was found: Newton's iteration stopped elsewhere, or a trajectory does not settle. */
export class NoStationaryStateError extends RangeError {
  override readonly name = 'NoStationaryStateError';
  /** Largest |d(state)/dt| where the search ended. */
  readonly residual: number;
  /** Largest Q_ii there: large when units grow without bound. */
  readonly largestNorm: number;
  /** Where the trajectory had got to; null when none was followed. */
  readonly reached: { readonly time: number; readonly risk: number } | null;

  constructor(
    residual: number,
    tolerance: number,
    largestNorm: number,
    reached: NoStationaryStateError['reached'] = null,
  ) {
    super(messages.noStationaryState(residual, tolerance, largestNorm, reached));
    this.residual = residual;
    this.largestNorm = largestNorm;
    this.reached = reached;
  }
}

/** Without the digits that only binary fractions have; −0 reads as 0. */
function readable(value: number, digits = 12): number {
  return Number(value.toPrecision(digits)) + 0;
}

export const messages = {
  notFinite: (name: string, value: number) => `${name} is ${value}; it must be a finite number.`,
  outside: (name: string, value: number, domain: string) => `${name} is ${value}; it must lie in ${domain}.`,
  notPositiveInteger: (name: string, value: number) => `${name} is ${value}; it must be an integer ≥ 1.`,
  wrongLength: (name: string, found: number, needed: number) =>
    `${name} has ${found} numbers; it must have ${needed}.`,
  dependentTeachers: (row: number) =>
    `P is singular: teacher ${row} depends on those before it, so that overlaps do not say where a student lies in the ` +
    `teacher's span. Give a teacher with independent rows; merge repeated ones into one with a larger output weight.`,
  notPowerOfTwo: (name: string, value: number, least: number, largest: number) =>
    `${name} is ${value}; it must be a power of two from ${least} to ${largest}.`,
  dimensionBelowRank: (inputDimension: number, rank: number) =>
    `inputDimension is ${inputDimension}, and these overlaps need weights in ${rank} dimensions. Give at least that many.`,
  ofPrefactor: (widthPrefactor: number) => `p = round(p₀) with p₀ = ${widthPrefactor}`,
  ofDimension: (widthPrefactor: number, kappa: number, inputDimension: number) =>
    `p = round(p₀ d^κ) with p₀ = ${widthPrefactor}, κ = ${kappa}, d = ${inputDimension}`,
  noSuchWidth: (width: number, origin: string) =>
    `The student would have ${width} hidden units (${origin}); it needs at least one and an exactly ` +
    `representable number of them. Change p₀, κ or d.`,
  widthNeedsDimension: (kappa: number) =>
    `The width p = p₀ d^κ depends on d because κ = ${kappa} ≠ 0, and no input dimension was given. ` +
    `Give inputDimension, or set kappa to 0.`,
  finiteNeedsDimension: () =>
    `The finite-d equations weigh the two parts of the drift by powers of d, and no input dimension was ` +
    `given. Give inputDimension, or ask for the 'limit' equations.`,
  noDeterministicLimit: (theta: number, kappa: number, delta: number, inputDimension: number | null) => {
    const exponent = readable(-(1 + 2 * theta));
    const size =
      inputDimension === null
        ? ''
        : ` = ${readable(power(inputDimension, exponent), 3)} at d = ${inputDimension}`;
    return (
      `There is no deterministic limit at κ = ${kappa}, δ = ${delta}: ϑ = κ + δ = ${readable(theta)} is not above −½. ` +
      `The variance part of one SGD step is of size d^{−(1+2ϑ)} = d^${exponent}${size}, which does not ` +
      `vanish as d grows: no time step shrinks to zero, overlaps jump at random instead of following a ` +
      `differential equation. Simulate this point, or choose δ > −½ − κ = ${readable(-0.5 - kappa)}.`
    );
  },
  overlapsLeftDomain: (time: number, eigenvalue: number, tolerance: number) =>
    `At t = ${time} the overlaps Ω = [[Q, M], [Mᵀ, P]] are no covariance any more: the smallest eigenvalue is ` +
    `${eigenvalue}, below what integration errors explain (${-tolerance} of the largest one). Lower ` +
    `relativeTolerance; if that does not help, the initial overlaps are inconsistent.`,
  stepSizeUnderflow: (time: number, stepSize: number) =>
    `The integration stopped at t = ${time}: a step of ${stepSize} is still too long for the tolerances. ` +
    `Raise relativeTolerance or absoluteTolerance; if the right-hand side is not finite there, the overlaps ` +
    `are running away.`,
  noStationaryState: (
    residual: number,
    tolerance: number,
    largestNorm: number,
    reached: { time: number; risk: number } | null,
  ) =>
    (reached === null
      ? `No stationary state was found near this guess: the search ended at a drift of ${readable(residual, 3)}`
      : `The trajectory does not settle: at t = ${readable(reached.time, 3)} the risk is ${readable(reached.risk, 6)} and the drift ` +
        `${readable(residual, 3)}`) +
    ` (${readable(tolerance, 3)} or less was needed), with a largest Q_ii of ${readable(largestNorm, 4)}. ` +
    (largestNorm > 1000
      ? `Units grow without bound, as they do when the learning rate is large for this much label noise: lower one of ` +
        `them, add weight decay, or take the risk at a finite time.`
      : `Give a guess nearer to one, such as the end of a longer trajectory.`),
  notPermutationSymmetric: (name: string, first: number, different: number) =>
    `The symmetric plateau needs units that nothing tells apart; ${name} has ${first} and ${different}. Make them equal, or ` +
    `search a stationary state of this model from a guess.`,
  noSymmetricPlateau: (branch: string, norm: number) =>
    `There is no symmetric plateau of ${branch} units at this learning rate: the flow of symmetric overlaps does not settle ` +
    `(the squared norm Q of the units was followed to ${readable(norm, 3)}). Lower the learning rate or the label noise.`,
  plateauOfTrainedSecondLayer: () =>
    `The symmetric plateau is that of a fixed second layer, and this model trains it. Fix it, or search a stationary state ` +
    `from a guess.`,
  perfectStudentWidth: (p: number, k: number) =>
    `The student has ${p} units and the teacher ${k}; Q = M = P needs as many. Give a perfect state of this model, or take ` +
    `stationaryRisk.`,
  noPerfectStudent: (drift: number) =>
    `Q = M = P is no stationary state of this model: without label noise the drift there is ${readable(drift, 3)}. Student and ` +
    `teacher need equal widths, activations and output weights, and no weight decay.`,
  perfectStudentUnstable: (rate: number) =>
    `The perfect student is not stable at any learning rate: gradient flow has the eigenvalue ${readable(rate, 3)} there. ` +
    `Units that can stand for one another (teachers that coincide or have no output, linear units) leave students free.`,
  meansOfSamples: () =>
    `The mean of mini-batches is not differentiable where the student is perfect. Use the 'finite' equations.`,
  floorNotLinear: (share: number) =>
    `The floor is not linear in the learning rate here: ${readable(100 * share, 2)} % of the noise drives directions in which ` +
    `gradient flow does not act. Take stationaryRisk at the learning rate itself.`,
  notUnstable: (leading: number) =>
    `Nothing escapes from this state: its leading eigenvalue is ${readable(leading, 3)}. Give an unstable one, for instance ` +
    `the symmetric plateau.`,
  noEscape: (time: number, distance: number) =>
    `The trajectory has not left by t = ${readable(time, 4)}: its distance from the state is ${readable(distance, 3)}. Give a ` +
    `lower threshold.`,
  timesNotIncreasing: (index: number, earlier: number, later: number) =>
    `times must be strictly increasing; times[${index}] is ${later} after ${earlier}.`,
  driftNotFinite: () => 'an average over these overlaps does not exist',
  firstTime: (time: number) =>
    `times begins with ${time}; trajectories start at t = 0, so that times must be ≥ 0.`,
  logSpacedEnds: (from: number, to: number) =>
    `times run from ${from} to ${to}; a logarithmic grid needs 0 < from < to < ∞. For a point at 0 list the times yourself.`,
  stepsNotKept: () =>
    'the steps of this solution were not kept; call solve with `dense: true` to look at it anywhere.',
  noTimes: () => 'times is empty; give at least one output time.',
  startOfOtherWidth: (name: string, found: number, needed: number) =>
    `start has ${name} = ${found}, but the point has ${needed}; give a start of the point's widths.`,
  tooFewDimensions: (inputDimension: number, teacherWidth: number) =>
    `${teacherWidth} teachers cannot be orthonormal in d = ${inputDimension} dimensions; raise d, or give the start.`,
  checkpoint: (problem: string) =>
    `This checkpoint cannot be resumed: ${problem}. Start the trajectory anew, or resume it with the options ` +
    `it was made with.`,
};
