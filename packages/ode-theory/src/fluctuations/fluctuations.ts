import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { packState, stateLength } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { resolveOptions } from '../trajectory/options.ts';
import { fluctuationPoint, type FluctuationPoint } from './fluctuation-point.ts';
import { createIncrementMoments } from './increment-moments.ts';
import { LinearNoiseIntegrator } from './linear-noise-integrator.ts';
import type { StepParameters } from './step-parameters.ts';

export interface FluctuationOptions {
  readonly model: DriftModel;
  /** Ω⁰, shared by all replicas; its P is the model's. */
  readonly initial: OrderParameters;
  /** What multiplies the parts of the drift: `weights(scaling, 'finite')` or, sharper at small d, `'exact'`. */
  readonly weights: DriftWeights;
  readonly step: StepParameters;
  /** δt, the time one step takes: `scaling(…).timeStep`. */
  readonly timeStep: number;
  /** Output times, ≥ 0 and strictly increasing. */
  readonly times: ArrayLike<number>;
  /** Error allowed in a step, relative to Σ; 1e-8 … 1e-1, by default 1e-3. */
  readonly relativeTolerance?: number;
  /** N, nodes of the average over the fields, a power of two; by default 16384. */
  readonly quadraturePoints?: number;
  /** Which of the random shifts of these nodes; two of them tell how far the average can be trusted. By default 0. */
  readonly quadratureShift?: number;
}

/** Fluctuations that are computed step by step: a host can pace and abandon them. */
export interface Fluctuations {
  /** How far the integration got; the points up to there are known. */
  readonly time: number;
  readonly finished: boolean;
  readonly points: readonly FluctuationPoint[];
  /** Evaluations of Jacobian and noise so far. */
  readonly evaluations: number;
  /** One step of the integration. Throws StepSizeUnderflowError, with the time, when none is short enough. */
  step(): void;
}

/**
 * How replicas of SGD that start alike scatter around the ordinary differential equations at finite d, to leading
 * order: the linear-noise equation
 *
 *     dΣ/dt = J Σ + Σ Jᵀ + Cov[Δy]/δt,     Σ(0) = 0,
 *
 * with J the Jacobian of the drift and Cov[Δy] the covariance of one step's increment. Σ is of order δt; what it
 * leaves out is of relative order Σ (steps that are not Gaussian, the curvature of drift and risk) and δt. Variances
 * of replicas agree to the 1 to 2 % that some thousand of them resolve, in perfect learning, on the plateau and in
 * bad learning, down to risks of a thousandth of the first.
 *
 * It does not hold where fluctuations decide: after an escape from a symmetric plateau that chance alone has started,
 * when small differences between units have grown to order 1. Nor does it hold for R where its linear part vanishes
 * and the curvature counts, ½ tr(∇²R Σ) ≳ √(∇Rᵀ Σ ∇R): for students that are perfect but for fluctuations inside the
 * teacher's span. Weights outside that span, of which there are d − k components each, are no such case: a sum of
 * many small squares, R is Gaussian for large d however near the boundary of the positive semidefinite cone it lies.
 *
 * The error of the average over the fields (see `createIncrementMoments`) is that of Σ: 1 % of variances at p = 8, k
 * = 4. The cost of a step is O(L³) with L = p(p+1)/2 + pk, and N L² for every evaluation of the noise: p = 8, k = 4
 * takes 3 s to t = 100 and, by the start, 13 to 50 s to t = 10⁴, p = 16, k = 4 half a second for every evaluation.
 *
 * Throws InvalidArgumentError for impossible options and NotPositiveSemidefiniteError for an Ω that is no covariance.
 */
export function createFluctuations(options: FluctuationOptions): Fluctuations {
  const { model, initial, weights } = options;
  const { times } = resolveOptions({ initial, weights, noise: model.noise, times: options.times });
  const risk = riskSensitivity(model);
  const integrator = createIntegrator(options, times[times.length - 1]);
  const points: FluctuationPoint[] = [];
  const record = (): void => {
    while (points.length < times.length && times[points.length] <= integrator.time) {
      const time = times[points.length];
      points.push(fluctuationPoint(model, risk, time, integrator.at(time)));
    }
  };
  record();
  return {
    get time() {
      return integrator.time;
    },
    get finished() {
      return integrator.finished;
    },
    get evaluations() {
      return integrator.evaluations;
    },
    points,
    step: () => {
      integrator.step();
      record();
    },
  };
}

function createIntegrator(options: FluctuationOptions, endTime: number): LinearNoiseIntegrator {
  const { model, initial, weights, step, timeStep, relativeTolerance: tolerance = 1e-3 } = options;
  requireWithin('relativeTolerance', tolerance, 1e-8, 1e-1);
  if (!(timeStep > 0 && Number.isFinite(timeStep))) {
    throw new InvalidArgumentError(messages.outside('timeStep', timeStep, '(0, ∞)'));
  }
  const moments = createIncrementMoments(model, step, {
    ...(options.quadraturePoints === undefined ? {} : { points: options.quadraturePoints }),
    ...(options.quadratureShift === undefined ? {} : { shift: options.quadratureShift }),
  });
  const { studentWidth: p, teacherWidth: k, trainsSecondLayer = false } = model;
  const mean = new Float64Array(stateLength(p, k, trainsSecondLayer));
  const start = trainsSecondLayer
    ? packState(initial, model.studentSecondLayer ?? new Float64Array(p).fill(1))
    : packState(initial);
  return new LinearNoiseIntegrator(start, {
    field: uncheckedRightHandSide(model, weights),
    noise: (state, D) => {
      moments(state, mean, D);
      for (let x = 0; x < D.length; x++) D[x] /= timeStep;
    },
    observable: riskSensitivity(model),
    endTime,
    tolerance,
  });
}

function requireWithin(name: string, value: number, least: number, largest: number): void {
  if (!(value >= least && value <= largest)) {
    throw new InvalidArgumentError(messages.outside(name, value, `[${least}, ${largest}]`));
  }
}
