import {
  aggregate,
  compareWithTheory,
  describeRun,
  groupReplicas,
  riskOf,
  seriesParameters,
  theoryPartners,
  type Equations,
  type RegimeName,
  type RunResult,
} from '@crossover/experiments';
import { csvLines } from '../curves/csv.ts';

/** How far a simulation is from one kind of equations: the means of its replicas at its output times against the curve. */
export interface ComparisonRow {
  readonly regime: RegimeName;
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
  readonly equations: Equations;
  readonly replicas: number;
  /** Output times with a standard error. */
  readonly comparedTimes: number;
  /** Largest |mean − theory| in standard errors of the mean, and the time of it; null for a single replica. */
  readonly largestDeviation: number | null;
  readonly atTime: number | null;
  readonly rootMeanSquareDeviation: number | null;
  /** Largest |mean/theory − 1|. */
  readonly largestRelativeDifference: number | null;
  readonly finalTime: number;
  readonly finalRisk: number;
  readonly finalStandardError: number | null;
  readonly finalTheory: number | null;
}

/** A row for each simulated parameter point and each kind of equations that was solved for it. */
export function comparisonRows(results: readonly RunResult[]): ComparisonRow[] {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  return groups
    .filter(({ specification }) => specification.kind === 'simulation')
    .flatMap((group) =>
      theoryPartners(group, groups).flatMap((partner) => {
        const theory = results[partner.members[0]];
        return theory.specification.kind === 'theory'
          ? [
              comparisonRow(
                group.members.map((member) => results[member]),
                theory,
                theory.specification.equations,
              ),
            ]
          : [];
      }),
    );
}

function comparisonRow(
  replicas: readonly RunResult[],
  theory: RunResult,
  equations: Equations,
): ComparisonRow {
  const [{ specification }] = replicas;
  const { times } = specification;
  const { regime } = describeRun(specification);
  const { inputDimension, studentWidth, teacherWidth, learningRatePrefactor, ...others } =
    seriesParameters(specification);
  const simulated = aggregate(
    replicas.map((replica) => riskOf(replica.specification, replica.points)),
    { quantileLevels: [] },
  );
  const predicted = atTimes(theory, times);
  const { deviation, relativeDifference, largestDeviation, rootMeanSquareDeviation, comparedTimes } =
    compareWithTheory(simulated, predicted);
  const worst = deviation.findIndex((value) => Math.abs(value) === largestDeviation);
  const relative = [...relativeDifference].filter(Number.isFinite).map(Math.abs);
  const last = times.length - 1;
  return {
    regime,
    p: studentWidth,
    k: teacherWidth,
    d: inputDimension,
    kappa: others.kappa,
    delta: others.delta,
    gamma0: learningRatePrefactor,
    noise: others.noise,
    start: others.start,
    seed: others.seed,
    options: others.options,
    equations,
    replicas: replicas.length,
    comparedTimes,
    largestDeviation: finite(largestDeviation),
    atTime: times[worst] ?? null,
    rootMeanSquareDeviation: finite(rootMeanSquareDeviation),
    largestRelativeDifference: relative.length === 0 ? null : Math.max(...relative),
    finalTime: times[last],
    finalRisk: simulated.mean[last],
    finalStandardError: finite(simulated.standardError[last]),
    finalTheory: finite(predicted[last]),
  };
}

/** The theory where it has the simulation's output times; the same limit curve may serve several simulations. */
function atTimes({ specification, points }: RunResult, times: readonly number[]): Float64Array {
  const risks = riskOf(specification, points);
  const known = new Map(specification.times.map((time, index) => [time, risks[index]]));
  return Float64Array.from(times, (time) => known.get(time) ?? NaN);
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const columns = [
  'regime', 'p', 'k', 'd', 'kappa', 'delta', 'gamma0', 'noise', 'start', 'seed', 'options', 'equations', 'replicas',
  'comparedTimes', 'largestDeviation', 'atTime', 'rootMeanSquareDeviation', 'largestRelativeDifference', 'finalTime',
  'finalRisk', 'finalStandardError', 'finalTheory',
] as const satisfies readonly (keyof ComparisonRow)[]; // prettier-ignore

export function comparisonCsv(rows: readonly ComparisonRow[]): string {
  return csvLines([columns, ...rows.map((row) => columns.map((column) => row[column]))]);
}
