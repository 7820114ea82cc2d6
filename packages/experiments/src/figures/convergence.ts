import { RunningMoments } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { powerLawFit } from '../analysis/fits.ts';
import { groupReplicas, theoryPartners, type RunGroup } from '../analysis/groups.ts';
import { overlapDistance } from '../analysis/overlap-distance.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { SimulationSpecification } from '../specification/run-specification.ts';
import { gathered, seriesKey } from './series-key.ts';
import type { PowerLawFit, SeriesParameters } from '../analysis/series.ts';

const EQUATIONS = ['finite', 'limit'] as const;

export interface ConvergencePoint {
  readonly inputDimension: number;
  /** Mean over replicas. */
  readonly distance: number;
  /** Of that mean; null for a single replica. */
  readonly standardError: number | null;
  readonly replicas: number;
}

/** How far simulations are from one kind of equations at each d, for one choice of everything else. */
export interface ConvergenceSeries {
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly equations: (typeof EQUATIONS)[number];
  /** Ascending in d. */
  readonly points: readonly ConvergencePoint[];
  readonly fit: PowerLawFit | null;
  /**
   * Of √δt, in d: −(1+ϑ)/2 for ϑ ≥ 0, −(1+2ϑ)/2 below. The limit equations neglect a part of size d^{−|ϑ|} as well (nothing at
   * ϑ = 0): for them the slower of the two.
   */
  readonly expectedExponent: number;
}

export interface ConvergenceData {
  readonly kind: 'convergence';
  readonly name: string;
  /** What the distance is. */
  readonly definition: string;
  readonly series: readonly ConvergenceSeries[];
}

const DEFINITION =
  'sup over output times of max(|ΔQᵢⱼ|, |ΔMᵢᵣ|) between a simulation and the equations from the same start';

/**
 * Distance of simulated overlaps from those of the equations against d: a series for each choice of all other parameters and each of the
 * `finite` and `limit` equations that were solved for it. Runs that kept the risk only have no such distance and are left out, as
 * are replicas whose overlaps are not finite.
 */
export function convergenceData(results: readonly RunResult[], name = 'convergence'): ConvergenceData {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  const simulations = groups.filter(({ specification }) => specification.kind === 'simulation');
  const series = gathered(simulations, ({ specification }) =>
    seriesKey(specification, ['inputDimension', 'times', 'engine', 'replica', 'observables']),
  );
  return {
    kind: 'convergence',
    name,
    definition: DEFINITION,
    series: series.flatMap((members) =>
      EQUATIONS.flatMap((equations) => seriesOf(members, equations, groups, results) ?? []),
    ),
  };
}

function seriesOf(
  members: readonly RunGroup[],
  equations: (typeof EQUATIONS)[number],
  groups: readonly RunGroup[],
  results: readonly RunResult[],
): ConvergenceSeries | null {
  const ordered = [...members].sort((a, b) => dimensionOf(a) - dimensionOf(b));
  const points = ordered.flatMap((group) => {
    const distances = distancesOf(group, equations, groups, results);
    if (distances.length === 0) return [];
    const moments = new RunningMoments();
    for (const distance of distances) moments.push(distance);
    return [
      {
        inputDimension: dimensionOf(group),
        distance: moments.mean,
        standardError: moments.count > 1 ? moments.standardError : null,
        replicas: moments.count,
      },
    ];
  });
  if (points.length === 0) return null;
  const [{ specification }] = ordered;
  const { regime, regimeTheta: theta } = describeRun(specification);
  return {
    parameters: { ...seriesParameters(specification), inputDimension: null },
    regime,
    theta,
    equations,
    points,
    fit: powerLawFit(
      points.map(({ inputDimension, distance, standardError }) => ({
        x: inputDimension,
        y: distance,
        standardError,
      })),
    ),
    expectedExponent: expectedExponent(theta, equations),
  };
}

/** The distance of each replica from the first theory run with these equations that has one. */
function distancesOf(
  group: RunGroup,
  equations: (typeof EQUATIONS)[number],
  groups: readonly RunGroup[],
  results: readonly RunResult[],
): number[] {
  const theories = theoryPartners(group, groups).filter(
    ({ specification }) => specification.kind === 'theory' && specification.equations === equations,
  );
  for (const { members } of theories) {
    const distances = group.members.flatMap(
      (member) => overlapDistance(results[member], results[members[0]]) ?? [],
    );
    if (distances.length > 0) return distances;
  }
  return [];
}

function expectedExponent(theta: number, equations: (typeof EQUATIONS)[number]): number {
  const fluctuations = theta >= 0 ? -(1 + theta) / 2 : -(1 + 2 * theta) / 2;
  return equations === 'finite' || theta === 0 ? fluctuations : Math.max(fluctuations, -Math.abs(theta));
}

const dimensionOf = ({ specification }: RunGroup): number =>
  (specification as SimulationSpecification).inputDimension;
