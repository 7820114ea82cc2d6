import type { RegimeName } from '@crossover/ode-theory';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { SeriesParameters } from './series.ts';
import type { Equations } from '../specification/run-specification.ts';
import { aggregate, type AggregatedCurve } from './aggregate.ts';
import { compareWithTheory } from './comparison.ts';
import { describeRun } from './describe-run.ts';
import { groupReplicas, theoryPartners, type RunGroup } from './groups.ts';
import { seriesParameters } from './series-parameters.ts';
import { sharedTimes } from './shared-times.ts';

/** One parameter point of an experiment beside one kind of equations. Null: not known from one replica, or without shared times. */
export interface TheoryComparisonRow {
  /** `groupIdentity` of the simulations. */
  readonly id: string;
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly equations: Equations;
  readonly replicas: number;
  readonly comparedTimes: number;
  /** In standard errors of the mean. */
  readonly largestDeviation: number | null;
  readonly rootMeanSquareDeviation: number | null;
  /** The regime's t at which the deviation is the least likely. */
  readonly worstTime: number | null;
  /** mean/theory − 1 there. */
  readonly relativeDifference: number | null;
  /** For the largest of all times, see `compareWithTheory`. */
  readonly pValue: number | null;
  /** Whether the p-value is below the level even after all rows of the table are counted as tests: at most `level` false alarms in a table. */
  readonly significant: boolean;
}

/**
 * All simulations among results beside the theory runs for their model and start: where they differ by more than their replicas
 * scatter. A significant difference is not a fault of either: limit equations neglect terms of size d^{−|ϑ|}, all but `exact` ones O(1/d),
 * and all of them what fluctuations of size √δt do to the mean, which many replicas resolve.
 */
export function theoryComparisons(
  results: readonly RunResult[],
  { level = 0.01 }: { readonly level?: number } = {},
): TheoryComparisonRow[] {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  const simulations = groups.filter(({ specification }) => specification.kind === 'simulation');
  const rows = simulations.flatMap((group) => {
    const simulated = aggregate(
      group.members.map((member) => riskOf(results[member].specification, results[member].points)),
      { quantileLevels: [] },
    );
    return theoryPartners(group, groups).flatMap(
      (theory) => rowOf(group, simulated, results[theory.members[0]]) ?? [],
    );
  });
  const tests = rows.filter(({ pValue }) => pValue !== null).length;
  return rows.map((row) => ({ ...row, significant: row.pValue !== null && row.pValue * tests <= level }));
}

function rowOf(
  { key, specification, members }: RunGroup,
  simulated: AggregatedCurve,
  { specification: theory, points }: RunResult,
): Omit<TheoryComparisonRow, 'significant'> | null {
  if (theory.kind !== 'theory') return null;
  const { times } = specification;
  const risks = riskOf(theory, points);
  const expected = new Float64Array(times.length).fill(NaN);
  for (const [index, there] of sharedTimes(times, theory.times)) expected[index] = risks[there];
  const comparison = compareWithTheory(simulated, expected);
  const { regime, regimeTheta: theta } = describeRun(specification);
  const { worstTime } = comparison;
  return {
    id: key,
    parameters: seriesParameters(specification),
    regime,
    theta,
    equations: theory.equations,
    replicas: members.length,
    comparedTimes: comparison.comparedTimes,
    largestDeviation: known(comparison.largestDeviation),
    rootMeanSquareDeviation: known(comparison.rootMeanSquareDeviation),
    worstTime: worstTime === null ? null : times[worstTime],
    relativeDifference: worstTime === null ? null : known(comparison.relativeDifference[worstTime]),
    pValue: known(comparison.pValue),
  };
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
