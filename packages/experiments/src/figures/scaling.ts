import type { RegimeName } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { finalRisk } from '../analysis/final-risk.ts';
import { powerLawFit } from '../analysis/fits.ts';
import { groupReplicas, type RunGroup } from '../analysis/groups.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { risksAtRest } from '../analysis/states-at-rest.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { SimulationSpecification, TheorySpecification } from '../specification/run-specification.ts';
import { gathered, seriesKey } from './series-key.ts';
import type { PowerLawFit, SeriesParameters } from '../analysis/series.ts';
import { theoryRunOf } from './theory-run-of.ts';

/** Where the risk ends at each input dimension, for one choice of everything else. */
export interface ScalingSeries {
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly points: readonly {
    readonly inputDimension: number;
    readonly risk: number;
    readonly standardError: number | null;
    readonly replicas: number;
    readonly time: number;
    readonly settled: boolean;
    /** Null where there are too few points at the end. */
    readonly endSlope: number | null;
  }[];
  /** Risk of the stationary state that the finite-d equations end in from the same start. */
  readonly predicted: readonly { readonly inputDimension: number; readonly risk: number }[];
  /** Through the points that have settled, or through all where fewer than three have. */
  readonly fit: PowerLawFit | null;
  /** The same through `predicted` at the dimensions of `fit`. */
  readonly predictedFit: PowerLawFit | null;
  /** −ϑ for ϑ > 0 (R_∞ ∝ Δ d^{−ϑ}, model.md §3), 0 on the plateau line, null elsewhere. */
  readonly expectedExponent: number | null;
}

export interface ScalingData {
  readonly kind: 'scaling';
  readonly name: string;
  readonly series: readonly ScalingSeries[];
}

const FEWEST_POINTS = 3;

/**
 * Final risk against d: a series for each choice of all other parameters that the simulations among `results` were run at, in order of
 * first appearance. Theory runs are not used: the prediction is the stationary state of the finite-d equations, which has no time.
 */
export function scalingData(results: readonly RunResult[], name = 'scaling'): ScalingData {
  const simulations = results.filter(({ specification }) => specification.kind === 'simulation');
  const groups = groupReplicas(simulations.map(({ specification }) => specification));
  const bySeries = gathered(groups, ({ specification }) =>
    seriesKey(specification, ['inputDimension', 'times', 'engine', 'replica', 'observables']),
  );
  return {
    kind: 'scaling',
    name,
    series: bySeries.map((members) => scalingSeries(members, simulations)),
  };
}

function scalingSeries(groups: readonly RunGroup[], results: readonly RunResult[]): ScalingSeries {
  const ordered = [...groups].sort((a, b) => dimensionOf(a) - dimensionOf(b));
  const [first] = ordered;
  const { regime, regimeTheta: theta } = describeRun(first.specification);
  const points = ordered.flatMap((group) => {
    const risks = group.members.map((member) =>
      riskOf(results[member].specification, results[member].points),
    );
    const end = finalRisk(group.specification.times, risks);
    if (end === null) return [];
    const endSlope = Number.isFinite(end.endSlope) ? end.endSlope : null;
    return [{ inputDimension: dimensionOf(group), ...end, endSlope }];
  });
  const theory = ordered.map(({ specification }) => finiteTheory(specification as SimulationSpecification));
  const predicted = risksAtRest(theory).flatMap((risk, index) =>
    risk === null ? [] : [{ inputDimension: dimensionOf(ordered[index]), risk }],
  );
  const settled = points.filter((point) => point.settled);
  const fitted = settled.length < FEWEST_POINTS ? points : settled;
  const dimensions = new Set(fitted.map(({ inputDimension }) => inputDimension));
  return {
    parameters: { ...seriesParameters(first.specification), inputDimension: null },
    regime,
    theta,
    points,
    predicted,
    fit: powerLawFit(
      fitted.map(({ inputDimension, risk, standardError }) => ({
        x: inputDimension,
        y: risk,
        standardError,
      })),
    ),
    predictedFit: powerLawFit(
      predicted
        .filter(({ inputDimension }) => dimensions.has(inputDimension))
        .map(({ inputDimension, risk }) => ({ x: inputDimension, y: risk, standardError: null })),
    ),
    expectedExponent: theta >= 0 ? 0 - theta : null,
  };
}

const dimensionOf = ({ specification }: RunGroup): number =>
  (specification as SimulationSpecification).inputDimension;

/**
 * R_∞ of the finite-d equations from the simulation's own start; null where there are no equations (ϑ ≤ −½, options without a theory), where R grows
 * (ϑ < 0), and where no state at rest is found (see `risksAtRest`).
 */
export function predictedRisk(simulation: SimulationSpecification): number | null {
  return risksAtRest([finiteTheory(simulation)])[0];
}

function finiteTheory(simulation: SimulationSpecification): TheorySpecification | null {
  return describeRun(simulation).regimeTheta < 0 ? null : theoryRunOf(simulation, 'finite');
}
