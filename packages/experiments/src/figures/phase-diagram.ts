import { RunningMoments } from '@crossover/math-core';
import { scaling, type RegimeName } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { finalRisk } from '../analysis/final-risk.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { runIdentity } from '../specification/identity.ts';
import type { RunSpecification, SimulationSpecification } from '../specification/run-specification.ts';
import { stepAt } from '../specification/scaling-of.ts';
import type { PartResults } from './part-results.ts';
import { predictionsFrom, type PhasePrediction } from './phase-prediction.ts';
import { placeKey, placesOf, type PhasePlace } from './places.ts';
import { gathered, seriesKey } from './series-key.ts';

/** What was simulated at one place of the (δ, κ) plane, and what the theory says of it. */
export interface PhaseCell {
  readonly kappa: number;
  readonly delta: number;
  readonly regime: RegimeName;
  readonly inputDimension: number;
  readonly studentWidth: number;
  /** γ */
  readonly learningRate: number;
  /** Steps of SGD until the end of the runs. */
  readonly steps: number;
  /** R at t = 0, mean over the starts; null where no run has finished that recorded it. */
  readonly initialRisk: number | null;
  /** `finalRisk`, mean over the starts; null where no run has finished. */
  readonly risk: number | null;
  /** Whether that of every start is settled; `phase-report` is compared with such an end only. */
  readonly settled: boolean;
  /** Of `risk`: over the starts where there are several, else over replicas; null for a single one. */
  readonly standardError: number | null;
  /** Runs that have finished. */
  readonly replicas: number;
  /** Mean over the starts; null where there are no equations, or nothing comparable is known from them. */
  readonly predictedRisk: number | null;
  readonly prediction: PhasePrediction['prediction'] | null;
}

/** The (δ, κ) plane: where runs lie, and what the simulations among them ended with. */
export interface PhaseDiagramData {
  readonly kind: 'phase-diagram';
  readonly name: string;
  readonly points: readonly PhasePlace[];
  readonly cells: readonly PhaseCell[];
}

/**
 * The places of all runs, finished or not, and a cell for each place that is simulated, in order of first appearance. Of several parameter
 * points at one place, the first of those at the largest d is shown, with all of its seeds and replicas.
 */
export function phaseDiagramData(parts: readonly PartResults[], name = 'phase-diagram'): PhaseDiagramData {
  // Several parts may ask for the same run.
  const runs = [
    ...new Map(parts.flatMap((part) => part.runs).map((run) => [runIdentity(run), run])).values(),
  ];
  const results = [...new Set(parts.flatMap((part) => part.results))];
  const simulations = runs.filter((run) => run.kind === 'simulation');
  const finished = gathered(results, ({ specification }) => parametersButStart(specification));
  const byPoint = new Map(finished.map((members) => [parametersButStart(members[0].specification), members]));
  const predict = predictionsFrom(results);
  return {
    kind: 'phase-diagram',
    name,
    points: placesOf(runs.map(describeRun)),
    cells: gathered(simulations, placeKey).map((atPlace) => {
      const shown = shownRuns(atPlace);
      return cellOf(shown, byPoint.get(parametersButStart(shown[0])) ?? [], predict);
    }),
  };
}

const parametersButStart = (run: RunSpecification): string => seriesKey(run, ['seed', 'replica']);

/** The runs of the first parameter point of the largest d. */
function shownRuns(runs: readonly SimulationSpecification[]): SimulationSpecification[] {
  const dimension = Math.max(...runs.map(({ inputDimension }) => inputDimension));
  const [shown] = gathered(
    runs.filter(({ inputDimension }) => inputDimension === dimension),
    parametersButStart,
  );
  return shown;
}

function cellOf(
  runs: readonly SimulationSpecification[],
  finished: readonly RunResult[],
  predict: ReturnType<typeof predictionsFrom>,
): PhaseCell {
  const [first] = runs;
  const { kappa, delta, inputDimension, times } = first;
  const { regime, studentWidth, learningRate, timeStep } = scaling(first);
  const starts = gathered(finished, ({ specification }) => String(specification.seed)).map((replicas) =>
    replicas.map(({ specification, points }) => riskOf(specification, points)),
  );
  const ends = starts.flatMap((replicas) => finalRisk(times, replicas) ?? []);
  const settled = ends.length > 0 && ends.every((end) => end.settled);
  const over = momentsOf(ends.map(({ risk }) => risk));
  const predictions = gathered(runs, ({ seed }) => String(seed)).flatMap(
    ([start]) => predict(start, settled) ?? [],
  );
  return {
    kappa,
    delta,
    regime: regime.name,
    inputDimension,
    studentWidth,
    learningRate,
    steps: stepAt(times[times.length - 1], timeStep),
    initialRisk: times[0] === 0 ? meanOrNull(starts.flat().map((risks) => risks[0])) : null,
    risk: ends.length > 0 ? over.mean : null,
    settled,
    standardError: ends.length > 1 ? over.standardError : (ends.at(0)?.standardError ?? null),
    replicas: finished.length,
    ...predictionOver(predictions),
  };
}

/** Theory runs before reports: those of the first kind found. */
function predictionOver(
  predictions: readonly PhasePrediction[],
): Pick<PhaseCell, 'predictedRisk' | 'prediction'> {
  const prediction =
    predictions.find((candidate) => candidate.prediction === 'theory-run')?.prediction ??
    predictions.at(0)?.prediction ??
    null;
  const alike = predictions.filter((candidate) => candidate.prediction === prediction);
  return { predictedRisk: meanOrNull(alike.map(({ predictedRisk }) => predictedRisk)), prediction };
}

function momentsOf(values: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const value of values) moments.push(value);
  return moments;
}

function meanOrNull(values: readonly number[]): number | null {
  const { mean } = momentsOf(values);
  return Number.isFinite(mean) ? mean : null;
}
