import { logSpaced, type OrderParameters } from '@crossover/math-core';
import { OverlapsLeftDomainError, StepSizeUnderflowError } from '../errors.ts';
import { packState } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide } from '../right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import { createTrajectory, type TrajectoryPoint } from '../trajectory/trajectory.ts';

/**
 * The finite-d equations in the time τ of gradient flow, dΩ/dτ = Ψ, Φ_gf + (γ/p) Φ_noise: one step lasts Δτ = γ/(pd), and
 * d itself does not occur.
 */
export interface FlowCurve {
  readonly start: OrderParameters;
  /** τ of the points, 0 first. */
  readonly times: readonly number[];
  readonly risk: readonly number[];
  /** Largest alignment of a unit with a teacher, max |M_ir|/√(Q_ii P_rr). */
  readonly alignment: readonly number[];
  readonly end: FlowEnd;
}

export interface FlowEnd {
  readonly time: number;
  readonly risk: number;
  readonly orderParameters: OrderParameters;
  /** tr Q/p, the mean square length of a student. */
  readonly meanSquareLength: number;
  /** d ln R/d ln τ, from the right-hand side. */
  readonly riskSlope: number;
  /** d ln tr Q/d ln τ. */
  readonly lengthSlope: number;
  /**
   * `stationary`: no overlap moves by more than 1e-5 in the next e-fold of time. `effort`: the evaluations granted are used
   * up. `failure`: the integration cannot go on, as when overlaps run away.
   */
  readonly endedBy: 'stationary' | 'time' | 'effort' | 'failure';
}

const FIRST_TIME = 0.01;
const LAST_TIME = 1e5;
/** Twenty a decade. */
const POSITIVE_TIMES = 141;
const STATIONARY_MOTION = 1e-5;
/** R is then right to about 1e-4 of itself above 1e-7, which a report needs no better. */
const RELATIVE_TOLERANCE = 1e-7;
const EVALUATIONS_AT_ONCE = 200;

/** Follows the equations from Ω⁰ until nothing moves, τ = 10⁵, or `evaluations` of the right-hand side are used up. */
export function followFlow(
  start: OrderParameters,
  ratio: number,
  noise: number,
  evaluations: number,
): FlowCurve {
  const times = [0, ...logSpaced(FIRST_TIME, LAST_TIME, POSITIVE_TIMES)];
  const weights = { gradient: 1, variance: ratio };
  const motion = motionOf(start, ratio, noise);
  const trajectory = createTrajectory({
    initial: start,
    weights,
    noise,
    times,
    relativeTolerance: RELATIVE_TOLERANCE,
  });
  let endedBy: FlowEnd['endedBy'] = 'time';
  let seen = trajectory.points.length;
  while (!trajectory.finished) {
    try {
      trajectory.advance(EVALUATIONS_AT_ONCE);
    } catch (error) {
      if (!(error instanceof StepSizeUnderflowError || error instanceof OverlapsLeftDomainError)) throw error;
      endedBy = 'failure';
      break;
    }
    if (trajectory.points.length > seen) {
      seen = trajectory.points.length;
      if (motion(trajectory.points[seen - 1]).largest <= STATIONARY_MOTION) {
        endedBy = 'stationary';
        break;
      }
    }
    if (trajectory.statistics.evaluations >= evaluations) {
      endedBy = 'effort';
      break;
    }
  }
  return curveOf(start, trajectory.points, motion, endedBy);
}

interface Motion {
  /** max |dΩ/d ln τ|. */
  readonly largest: number;
  readonly riskSlope: number;
  readonly lengthSlope: number;
}

function motionOf(start: OrderParameters, ratio: number, noise: number): (point: TrajectoryPoint) => Motion {
  const { studentWidth: p, teacherWidth, P } = start;
  const model = { studentWidth: p, teacherWidth, noise, P };
  const drift = uncheckedRightHandSide(model, { gradient: 1, variance: ratio });
  const sensitivity = riskSensitivity(model);
  const derivative = packState(start);
  const gradient = packState(start);
  return ({ time, orderParameters }) => {
    const state = packState(orderParameters);
    drift(state, derivative);
    const risk = sensitivity(state, gradient);
    let largest = 0;
    let riskRate = 0;
    for (let x = 0; x < state.length; x++) {
      largest = Math.max(largest, Math.abs(derivative[x]));
      riskRate += gradient[x] * derivative[x];
    }
    let lengthRate = 0;
    for (let i = 0, x = 0; i < p; x += p - i, i++) lengthRate += derivative[x];
    return {
      largest: largest * time,
      riskSlope: risk > 0 ? (riskRate * time) / risk : 0,
      lengthSlope: (lengthRate * time) / (p * meanSquareLength(orderParameters)),
    };
  };
}

function curveOf(
  start: OrderParameters,
  points: readonly TrajectoryPoint[],
  motion: (point: TrajectoryPoint) => Motion,
  endedBy: FlowEnd['endedBy'],
): FlowCurve {
  const last = points[points.length - 1];
  const { riskSlope, lengthSlope } = motion(last);
  return {
    start,
    times: points.map(({ time }) => time),
    risk: points.map(({ risk }) => risk),
    alignment: points.map(({ orderParameters }) => largestAlignment(orderParameters)),
    end: {
      time: last.time,
      risk: last.risk,
      orderParameters: last.orderParameters,
      meanSquareLength: meanSquareLength(last.orderParameters),
      riskSlope,
      lengthSlope,
      endedBy,
    },
  };
}

function meanSquareLength({ studentWidth: p, Q }: OrderParameters): number {
  let trace = 0;
  for (let i = 0; i < p; i++) trace += Q[i * p + i];
  return trace / p;
}

function largestAlignment({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): number {
  let largest = 0;
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++) {
      const size = Math.sqrt(Q[i * p + i] * P[r * k + r]);
      if (size > 0) largest = Math.max(largest, Math.abs(M[i * k + r]) / size);
    }
  }
  return largest;
}
