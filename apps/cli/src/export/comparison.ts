import {
  groupReplicas,
  riskCurves,
  theoryComparisons,
  theoryPartners,
  type RiskCurve,
  type RunResult,
  type TheoryComparisonRow,
} from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';

/** How far a simulation is from one kind of equations: the means of its replicas at its output times against the curve. */
export interface ComparisonRow extends Omit<TheoryComparisonRow, 'id' | 'parameters' | 'theta'> {
  readonly p: number;
  readonly k: number;
  readonly d: number | null;
  readonly kappa: number;
  readonly delta: number;
  readonly gamma0: number;
  readonly noise: number;
  readonly start: string;
  readonly seed: number;
  readonly options: string;
  readonly finalTime: number;
  readonly finalRisk: number;
  readonly finalStandardError: number | null;
  /** Null where the curve of the theory has no such time. */
  readonly finalTheory: number | null;
}

/** A row for each simulated parameter point and each kind of equations that was solved for it. */
export function comparisonRows(results: readonly RunResult[]): ComparisonRow[] {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  const groupOf = new Map(groups.map((group) => [group.key, group]));
  const curveOf = new Map(riskCurves(results).map((curve) => [curve.id, curve]));
  return theoryComparisons(results).flatMap(({ id, parameters, equations, theta: _, ...distance }) => {
    const group = groupOf.get(id);
    const end = curveOf.get(id)?.points.at(-1);
    if (group === undefined || end === undefined) return [];
    const theory = theoryPartners(group, groups)
      .map(({ key }) => curveOf.get(key))
      .find((curve) => curve?.kind === equations);
    return [
      {
        p: parameters.studentWidth,
        k: parameters.teacherWidth,
        d: parameters.inputDimension,
        kappa: parameters.kappa,
        delta: parameters.delta,
        gamma0: parameters.learningRatePrefactor,
        noise: parameters.noise,
        start: parameters.start,
        seed: parameters.seed,
        options: parameters.options,
        equations,
        ...distance,
        finalTime: end.time,
        finalRisk: end.risk,
        finalStandardError: end.standardError ?? null,
        finalTheory: riskAt(theory, end.time),
      },
    ];
  });
}

const riskAt = (curve: RiskCurve | undefined, time: number): number | null =>
  curve?.points.find((point) => point.time === time)?.risk ?? null;

const columns = [
  'regime', 'p', 'k', 'd', 'kappa', 'delta', 'gamma0', 'noise', 'start', 'seed', 'options', 'equations', 'replicas',
  'comparedTimes', 'largestDeviation', 'rootMeanSquareDeviation', 'worstTime', 'relativeDifference', 'pValue',
  'significant', 'finalTime', 'finalRisk', 'finalStandardError', 'finalTheory',
] as const satisfies readonly (keyof ComparisonRow)[]; // prettier-ignore

export function comparisonCsv(rows: readonly ComparisonRow[]): string {
  const cell = (value: ComparisonRow[keyof ComparisonRow]): string | number | null =>
    typeof value === 'boolean' ? String(value) : value;
  return csvLines([columns, ...rows.map((row) => columns.map((column) => cell(row[column])))]);
}
