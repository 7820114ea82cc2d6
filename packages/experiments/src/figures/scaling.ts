import { NotPositiveSemidefiniteError } from '@crossover/math-core';
import {
  NoStationaryStateError,
  OverlapsLeftDomainError,
  stationaryRisk,
  StepSizeUnderflowError,
  type RegimeName,
} from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { finalRisk } from '../analysis/final-risk.ts';
import { powerLawFit } from '../analysis/fits.ts';
import { groupReplicas, type RunGroup } from '../analysis/groups.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { canonicalJson } from '../specification/canonical-json.ts';
import { normalizeRunSpecification } from '../specification/normalize.ts';
import type { SimulationSpecification, TheorySpecification } from '../specification/run-specification.ts';
import { theoryProblem } from '../specification/theory-problem.ts';
import type { PowerLawFit, SeriesParameters } from './series.ts';

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
  const bySeries = new Map<string, RunGroup[]>();
  for (const group of groups) {
    const key = seriesKey(group.specification as SimulationSpecification);
    bySeries.set(key, [...(bySeries.get(key) ?? []), group]);
  }
  return {
    kind: 'scaling',
    name,
    series: [...bySeries.values()].map((members) => scalingSeries(members, simulations)),
  };
}

/** All that a series shares: everything but d, and times, which follow d where they are counted in sweeps or steps. */
function seriesKey(specification: SimulationSpecification): string {
  return canonicalJson(without(specification, ['inputDimension', 'times', 'engine', 'replica']));
}

function without<T extends object, Name extends keyof T>(value: T, names: readonly Name[]): Omit<T, Name> {
  const kept = Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(kept) as Omit<T, Name>;
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
  const predicted = ordered.flatMap((group) => {
    const risk = predictedRisk(group.specification as SimulationSpecification);
    return risk === null ? [] : [{ inputDimension: dimensionOf(group), risk }];
  });
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
 * R_∞ of the finite-d equations from the simulation's own start; null where there are no equations or none is found.
 */
export function predictedRisk(simulation: SimulationSpecification): number | null {
  const { regime } = describeRun(simulation);
  if (regime === 'no-ode' || regime === 'bad-learning') return null;
  if (simulation.training !== 'full' || simulation.inputs.kind !== 'isotropic') return null;
  const shared = without(simulation, ['engine', 'replica', 'training', 'inputs']);
  try {
    const run = normalizeRunSpecification({ ...shared, kind: 'theory', equations: 'finite' });
    return stationaryRisk(theoryProblem(run as TheorySpecification)).risk;
  } catch (error) {
    if (isNoState(error)) return null;
    throw error;
  }
}

function isNoState(error: unknown): boolean {
  return (
    error instanceof NoStationaryStateError ||
    error instanceof OverlapsLeftDomainError ||
    error instanceof StepSizeUnderflowError ||
    error instanceof NotPositiveSemidefiniteError
  );
}
