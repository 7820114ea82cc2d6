import { InvalidArgumentError, logarithm } from '@crossover/math-core';
import { symmetricPlateau, type RegimeName, type SymmetricPlateau } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { lineFit } from '../analysis/fits.ts';
import { medianPassage } from '../analysis/median-passage.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { overlapCount, saysNoState } from '../analysis/states-at-rest.ts';
import { firstPassage } from '../analysis/time-to-threshold.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { modelOptionDefaults } from '../specification/model-options.ts';
import { normalizeRunSpecification } from '../specification/normalize.ts';
import type {
  RunSpecification,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';
import { theoryProblem } from '../specification/theory-problem.ts';
import { gathered, seriesKey } from './series-key.ts';
import type { LineFit, SeriesParameters } from '../analysis/series.ts';
import { theoryRunOf } from './theory-run-of.ts';

export interface EscapePoint {
  readonly inputDimension: number;
  /** Median over replicas and starts. */
  readonly time: number;
  /** Null where it is not known: see `medianPassage`. */
  readonly standardError: number | null;
  /** Runs, those included that have not escaped by their end. */
  readonly replicas: number;
  readonly censored: number;
  /** Half the risk of the plateau at this d. */
  readonly threshold: number;
}

/** How long the symmetric plateau lasts at each d, for one choice of everything else. */
export interface EscapeSeries {
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  /** Ascending in d, without those where more than half of the runs have not escaped. */
  readonly points: readonly EscapePoint[];
  /** t against x = ln d, in which its range is given. */
  readonly fit: LineFit | null;
  /**
   * 1/(2λ) for starts with overlaps of size d^{−½} (`sphere`, `gaussian`); (1+ϑ)/(2λ) for a `symmetric` start without perturbation,
   * which noise of size √δt has to break; null for other starts, whose asymmetry does not shrink with d. λ is the leading
   * eigenvalue of the limit equations at the plateau.
   */
  readonly expectedSlope: number | null;
  /** The same of the runs of the finite-d equations from the same starts. */
  readonly predicted: readonly { readonly inputDimension: number; readonly time: number }[];
  /** Dimensions at which the median is not known, since more than half of the runs have not escaped. */
  readonly unresolved: readonly number[];
}

export interface EscapeData {
  readonly kind: 'escape';
  readonly name: string;
  readonly definition: string;
  readonly series: readonly EscapeSeries[];
}

const DEFINITION =
  'first time t at which the risk is at most half of that of the symmetric plateau of the finite-d equations';
const SHARE_OF_PLATEAU = 0.5;
/** Eigenvalues of larger Jacobians take longer than a figure may. */
const MOST_OVERLAPS = 300;

/**
 * Time at which the risk leaves the symmetric plateau (Saad & Solla 1995), against d: a series for each choice of all other
 * parameters but the seed, whose starts count like replicas. Series without a symmetric plateau (ϑ < 0, unequal teachers, a trained second
 * layer, options without equations, networks of more than about 20 units) are left out. Teachers that are drawn count as orthonormal,
 * which they are up to O(d^{−½}).
 */
export function escapeData(results: readonly RunResult[], name = 'escape'): EscapeData {
  const relevant = results.filter(
    ({ specification }) => isSimulation(specification) || isFiniteTheory(specification),
  );
  const series = gathered(relevant, ({ specification }) => modelKey(specification));
  return {
    kind: 'escape',
    name,
    definition: DEFINITION,
    series: series.flatMap((members) => seriesOf(members) ?? []),
  };
}

const isSimulation = (run: RunSpecification): run is SimulationSpecification => run.kind === 'simulation';
const isFiniteTheory = (run: RunSpecification): boolean =>
  run.kind === 'theory' && run.equations === 'finite';

/** What a simulation shares with the finite-d equations of its model at any d, from any start of the same law. */
function modelKey(specification: RunSpecification): string {
  const { training, inputs } = modelOptionDefaults;
  const complete = isSimulation(specification) ? specification : { ...specification, training, inputs };
  return seriesKey(complete, [
    'kind',
    'equations',
    'relativeTolerance',
    'engine',
    'replica',
    'times',
    'observables',
    'inputDimension',
    'seed',
  ]);
}

function seriesOf(members: readonly RunResult[]): EscapeSeries | null {
  const byDimension = gathered(members, ({ specification }) => String(specification.inputDimension))
    .flatMap((atDimension) => {
      const { inputDimension } = atDimension[0].specification;
      const plateau = plateauOf(atDimension[0].specification, 'finite');
      if (inputDimension === null || plateau === null) return [];
      return [{ inputDimension, threshold: SHARE_OF_PLATEAU * plateau.risk, atDimension }];
    })
    .sort((a, b) => a.inputDimension - b.inputDimension);
  const last = byDimension.at(-1);
  if (last === undefined) return null;
  const medians = byDimension.flatMap(({ atDimension, ...place }) => {
    const simulations = atDimension.filter(({ specification }) => isSimulation(specification));
    if (simulations.length === 0) return [];
    return [{ ...place, ...medianEscape(simulations, place.threshold) }];
  });
  const points = medians.flatMap(({ inputDimension, threshold, time, standardError, reached, censored }) =>
    time === null
      ? []
      : [{ inputDimension, time, standardError, replicas: reached + censored, censored, threshold }],
  );
  const predicted = byDimension.flatMap(({ atDimension, inputDimension, threshold }) => {
    const theory = atDimension.filter(({ specification }) => isFiniteTheory(specification));
    const { time } = medianEscape(theory, threshold);
    return time === null ? [] : [{ inputDimension, time }];
  });
  const largest = last.atDimension[0].specification;
  const { regime, regimeTheta: theta } = describeRun(largest);
  return {
    parameters: { ...seriesParameters(largest), inputDimension: null },
    regime,
    theta,
    points,
    fit: lineFit(
      points.map(({ inputDimension, time, standardError }) => ({
        x: logarithm(inputDimension),
        y: time,
        standardError,
      })),
    ),
    expectedSlope: expectedSlope(largest, theta),
    predicted,
    unresolved: medians.flatMap(({ inputDimension, time }) => (time === null ? [inputDimension] : [])),
  };
}

function medianEscape(results: readonly RunResult[], threshold: number) {
  return medianPassage(
    results.flatMap(
      ({ specification, points }) =>
        firstPassage(specification.times, riskOf(specification, points), threshold) ?? [],
    ),
  );
}

/** Null where the equations have no symmetric plateau, or one too large to know its stability. */
function plateauOf(run: RunSpecification, equations: 'finite' | 'limit'): SymmetricPlateau | null {
  const { regimeTheta } = describeRun(run);
  if (regimeTheta < 0 || run.teacherWidth < 2 || overlapCount(run) > MOST_OVERLAPS) return null;
  const theory = isSimulation(run) ? theoryRunOf(run, equations) : withEquations(run, equations);
  if (theory === null) return null;
  try {
    const { model, weights } = theoryProblem(theory);
    return symmetricPlateau({ ...model, P: typicalTeacher(theory, model.P) }, weights);
  } catch (error) {
    if (error instanceof InvalidArgumentError || saysNoState(error)) return null;
    throw error;
  }
}

/** P, or its mean I where the teacher is drawn: units of one draw are not quite alike, and differ from seed to seed. */
function typicalTeacher({ initial, teacherWidth: k }: RunSpecification, P: Float64Array): Float64Array {
  const isDrawn = initial.kind !== 'explicit' && initial.teacher === undefined;
  return isDrawn ? P.map((_, entry) => (entry % (k + 1) === 0 ? 1 : 0)) : P;
}

function withEquations(run: TheorySpecification, equations: 'finite' | 'limit'): TheorySpecification {
  return normalizeRunSpecification({ ...run, equations }) as TheorySpecification;
}

function expectedSlope(run: RunSpecification, theta: number): number | null {
  const exponent = asymmetryExponent(run, theta);
  const plateau = exponent === null ? null : plateauOf(run, 'limit');
  if (exponent === null || plateau === null || plateau.stability.verdict !== 'unstable') return null;
  return exponent / plateau.stability.leading;
}

/** The x in d^{−x}, the size of what first tells units apart; null where it does not shrink with d. */
function asymmetryExponent({ initial }: RunSpecification, theta: number): number | null {
  if (initial.kind === 'sphere' || initial.kind === 'gaussian') return 0.5;
  return initial.kind === 'symmetric' && initial.perturbation === 0 ? (1 + theta) / 2 : null;
}
