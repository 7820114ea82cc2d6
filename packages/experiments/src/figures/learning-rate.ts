import { scaling, type FiniteScaling, type RegimeName } from '@crossover/ode-theory';
import { aggregate } from '../analysis/aggregate.ts';
import { finalRisk } from '../analysis/final-risk.ts';
import { groupReplicas } from '../analysis/groups.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { firstPassage } from '../analysis/time-to-threshold.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { SimulationSpecification } from '../specification/run-specification.ts';
import { bestRate, type BestRate, type RiskAtRate } from './best-rate.ts';
import { riskAtTime } from './risk-at-time.ts';
import { predictedRisk } from './scaling.ts';
import { gathered, seriesKey } from './series-key.ts';
import type { SeriesParameters } from '../analysis/series.ts';

/** Where one learning rate ends, and how long it takes. */
export interface LearningRatePoint {
  /** γ */
  readonly learningRate: number;
  readonly delta: number;
  readonly regime: RegimeName;
  /** `finalRisk` of its replicas. */
  readonly finalRisk: number;
  readonly standardError: number | null;
  readonly replicas: number;
  readonly settled: boolean;
  /** Sweeps ν/d at which the replicas' mean first comes within a factor of 1.5 of `finalRisk`; null where that is not settled. */
  readonly sweepsToFinal: number | null;
  /** Risk of the stationary state of the finite-d equations from the same start; null where there is none or it is not known. */
  readonly predictedRisk: number | null;
}

/** The risk after a given number of sweeps against γ: too slow on the one side, too coarse on the other. */
export interface LearningRateBudget extends BestRate {
  /** ν/d */
  readonly sweeps: number;
  /** The rates whose runs last that long, ascending; mean over replicas. */
  readonly points: readonly RiskAtRate[];
}

/** One model and start at several learning rates. */
export interface LearningRateSeries {
  readonly parameters: SeriesParameters;
  /** Ascending in γ. */
  readonly points: readonly LearningRatePoint[];
  readonly budgets: readonly LearningRateBudget[];
}

export interface LearningRateData {
  readonly kind: 'learning-rate';
  readonly name: string;
  readonly series: readonly LearningRateSeries[];
}

/** This near its end a curve counts as arrived. */
const ARRIVED = 1.5;

/**
 * Final risk, the time to it, and the risk after given numbers of sweeps, against the learning rate γ = γ₀ d^{−δ}: a series for each
 * choice of all other parameters that the simulations among `results` were run at, in order of first appearance.
 *
 * @param budgets sweeps ν/d
 */
export function learningRateData(
  results: readonly RunResult[],
  budgets: readonly number[],
  name = 'learning-rate',
): LearningRateData {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  const curves = groups.flatMap(({ specification, members }) =>
    specification.kind === 'simulation'
      ? curveOf(
          specification,
          members.map((member) => riskOf(results[member].specification, results[member].points)),
        )
      : [],
  );
  const series = gathered(curves, ({ specification }) =>
    seriesKey(specification, ['learningRatePrefactor', 'delta', 'times', 'engine', 'replica']),
  );
  return {
    kind: 'learning-rate',
    name,
    series: series.map((members) => {
      const ordered = [...members].sort((a, b) => a.scaling.learningRate - b.scaling.learningRate);
      return {
        parameters: seriesParameters(members[0].specification),
        points: ordered.flatMap((curve) => pointOf(curve) ?? []),
        budgets: budgets.map((sweeps) => budgetOf(ordered, sweeps)),
      };
    }),
  };
}

/** The replicas at one learning rate. */
interface Curve {
  readonly specification: SimulationSpecification;
  readonly scaling: FiniteScaling;
  /** ν/d at the output times. */
  readonly sweeps: readonly number[];
  readonly risks: readonly Float64Array[];
}

function curveOf(specification: SimulationSpecification, risks: readonly Float64Array[]): Curve {
  const sizes = scaling(specification);
  const sweeps = specification.times.map((time) => time / (sizes.timeStep * sizes.inputDimension));
  return { specification, scaling: sizes, sweeps, risks };
}

function pointOf({ specification, scaling: sizes, sweeps, risks }: Curve): LearningRatePoint | null {
  const end = finalRisk(specification.times, risks);
  if (end === null) return null;
  return {
    learningRate: sizes.learningRate,
    delta: specification.delta,
    regime: sizes.regime.name,
    finalRisk: end.risk,
    standardError: end.standardError,
    replicas: end.replicas,
    settled: end.settled,
    sweepsToFinal: end.settled ? arrival(sweeps, meanOf(risks), end.risk) : null,
    predictedRisk: predictedRisk(specification),
  };
}

function budgetOf(curves: readonly Curve[], sweeps: number): LearningRateBudget {
  const points = curves.flatMap(({ scaling: { learningRate }, sweeps: times, risks }) => {
    const reached = risks.flatMap((risk) => riskAtTime(times, risk, sweeps) ?? []);
    if (reached.length === 0) return [];
    const { mean, standardError } = aggregate(
      reached.map((risk) => [risk]),
      { quantileLevels: [] },
    );
    return [{ learningRate, risk: mean[0], standardError: reached.length > 1 ? standardError[0] : null }];
  });
  return { sweeps, points, ...bestRate(points) };
}

const meanOf = (risks: readonly Float64Array[]): Float64Array =>
  aggregate(risks, { quantileLevels: [] }).mean;

/** When a curve first comes within the factor `ARRIVED` of its end, from above or from below; null where it does not. */
function arrival(times: readonly number[], curve: Float64Array, end: number): number | null {
  const passage =
    curve[0] < end
      ? firstPassage(
          times,
          curve.map((risk) => 1 / risk),
          ARRIVED / end,
        )
      : firstPassage(times, curve, ARRIVED * end);
  return passage?.reached === true ? passage.time : null;
}
