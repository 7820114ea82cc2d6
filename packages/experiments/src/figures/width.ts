import { quantile } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import { aggregate } from '../analysis/aggregate.ts';
import { describeRun } from '../analysis/describe-run.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { firstPassage, survivalQuantile } from '../analysis/time-to-threshold.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { runIdentity } from '../specification/identity.ts';
import type { Equations, RunSpecification } from '../specification/run-specification.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';
import type { PartResults } from './part-results.ts';
import { representableMultiple } from './representable-widths.ts';
import { riskAtTime } from './risk-at-time.ts';
import { gathered } from './series-key.ts';
import type { SeriesParameters } from '../analysis/series.ts';
import { startKey, widthSweeps } from './width-panels.ts';

/** What came of the random starts of one student width. */
export interface WidthOutcome {
  /** p */
  readonly studentWidth: number;
  /** Whether R = 0 can be represented with a fixed second layer of ones: p is a multiple of the panel's (model.md §9). */
  readonly representable: boolean;
  /** Risk of each start at the time of the panel, ascending. */
  readonly risks: readonly number[];
  /** Of `risks`; none where no start has finished. */
  readonly quantiles: readonly { readonly level: number; readonly risk: number }[];
  /**
   * Time t at which R is first at or below the threshold, over starts, by the product-limit estimate: median, and the times by which a
   * tenth and nine tenths have arrived; null where so many are censored that it is not known.
   */
  readonly timeToThreshold: {
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly reached: number;
    readonly censored: number;
  };
  /** Starts that were asked for and have not finished. */
  readonly missing: number;
}

/** A sweep over p with everything else fixed. */
export interface WidthPanel {
  /** That of the parts which the runs belong to. */
  readonly label: string;
  readonly regime: RegimeName;
  /** Of the narrowest network. */
  readonly parameters: SeriesParameters;
  readonly source: 'simulation' | 'theory';
  /** Null for a simulation. */
  readonly equations: Equations | null;
  /** Time t of the risks: the last one that all finished runs of the panel have reached. */
  readonly time: number;
  /** What a random start is: a seed, or, where there is one only, a replica. */
  readonly starts: 'seeds' | 'replicas';
  /** Widths that can represent R = 0 with a second layer of ones are its multiples: k, or more for unequal a*; null where there are none. */
  readonly multiple: number | null;
  /** Ascending in p. */
  readonly widths: readonly WidthOutcome[];
  /** p → ∞: medians over the starts of the particles. */
  readonly meanField: { readonly risk: number; readonly timeToThreshold: number | null } | null;
}

/** How narrow networks give way to wide ones. */
export interface WidthData {
  readonly kind: 'width';
  readonly name: string;
  /** k of the first panel. */
  readonly teacherWidth: number;
  readonly threshold: number;
  /** The longest time of a panel. */
  readonly time: number;
  readonly panels: readonly WidthPanel[];
}

const LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9];
const [LOW, MEDIAN, HIGH] = [0.1, 0.5, 0.9];

/**
 * Final risk and time to a threshold over random starts against the width p, a panel for each label, source (simulation or a kind of
 * equations) and regime. A start is a seed; its replicas are averaged before anything else. Where a panel has one seed only, its
 * replicas take the place of starts. Mean-field runs of a label and regime give the panels there their line for p → ∞, those with the
 * most particles.
 */
export function widthData(parts: readonly PartResults[], threshold: number, name = 'width'): WidthData {
  const panels = parts.flatMap((part) => panelsOf(part, threshold));
  return {
    kind: 'width',
    name,
    teacherWidth: panels.at(0)?.parameters.teacherWidth ?? 0,
    threshold,
    time: Math.max(0, ...panels.map(({ time }) => time)),
    panels,
  };
}

function panelsOf({ label, runs, results }: PartResults, threshold: number): WidthPanel[] {
  const finished = new Map(results.map((result) => [runIdentity(result.specification), result]));
  const particles = runs.filter(isMeanField).flatMap((run) => finished.get(runIdentity(run)) ?? []);
  return widthSweeps(runs.filter((run) => !isMeanField(run))).map((sweep) => {
    const panel = panelOf(label, sweep, finished, threshold);
    return { ...panel, meanField: meanFieldLine(particles, panel, threshold) };
  });
}

const isMeanField = (run: RunSpecification): boolean =>
  run.kind === 'theory' && run.equations === 'mean-field';

function panelOf(
  label: string,
  sweep: readonly RunSpecification[],
  finished: ReadonlyMap<string, RunResult>,
  threshold: number,
): Omit<WidthPanel, 'meanField'> {
  const ascending = [...sweep].sort((a, b) => studentWidthOf(a) - studentWidthOf(b));
  const [narrowest] = ascending;
  const starts = new Set(sweep.map(startKey)).size > 1 ? 'seeds' : 'replicas';
  const byWidth = gathered(ascending, (run) => String(studentWidthOf(run))).map((atWidth) => ({
    studentWidth: studentWidthOf(atWidth[0]),
    curves: gathered(atWidth, starts === 'seeds' ? startKey : runIdentity).map((replicas) =>
      startCurve(replicas.flatMap((run) => finished.get(runIdentity(run)) ?? [])),
    ),
  }));
  const ends = byWidth.flatMap(({ curves }) => curves.flatMap((curve) => curve?.times.at(-1) ?? []));
  const time = ends.length > 0 ? Math.min(...ends) : narrowest.times[narrowest.times.length - 1];
  const { regime, equations } = describeRun(narrowest);
  const multiple = representableMultiple(narrowest);
  return {
    label,
    regime,
    parameters: seriesParameters(narrowest),
    source: narrowest.kind,
    equations,
    time,
    starts,
    multiple,
    widths: byWidth.map(({ studentWidth, curves }) => ({
      studentWidth,
      representable: multiple !== null && studentWidth % multiple === 0,
      ...outcomeOf(curves, time, threshold),
    })),
  };
}

/** The risk of one start, mean over its replicas. */
interface StartCurve {
  readonly times: readonly number[];
  readonly risks: ArrayLike<number>;
}

/** Null where no replica has finished. */
function startCurve(replicas: readonly RunResult[]): StartCurve | null {
  if (replicas.length === 0) return null;
  const risks = replicas.map(({ specification, points }) => riskOf(specification, points));
  const { times } = replicas[0].specification;
  return { times, risks: aggregate(risks, { quantileLevels: [] }).mean };
}

function outcomeOf(
  curves: readonly (StartCurve | null)[],
  time: number,
  threshold: number,
): Pick<WidthOutcome, 'risks' | 'quantiles' | 'timeToThreshold' | 'missing'> {
  const present = curves.filter((curve) => curve !== null);
  const risks = present.flatMap((curve) => riskAtTime(curve.times, curve.risks, time) ?? []);
  risks.sort((a, b) => a - b);
  const passages = present.flatMap((curve) => firstPassage(curve.times, curve.risks, threshold) ?? []);
  const reached = passages.filter((passage) => passage.reached).length;
  return {
    risks,
    quantiles: risks.length === 0 ? [] : LEVELS.map((level) => ({ level, risk: quantile(risks, level) })),
    timeToThreshold: {
      median: survivalQuantile(passages, MEDIAN),
      low: survivalQuantile(passages, LOW),
      high: survivalQuantile(passages, HIGH),
      reached,
      censored: passages.length - reached,
    },
    missing: curves.length - present.length,
  };
}

/** Of the widest particle systems in the panel's regime; null where none of them lasts as long as the panel. */
function meanFieldLine(
  particles: readonly RunResult[],
  { regime, time }: Pick<WidthPanel, 'regime' | 'time'>,
  threshold: number,
): WidthPanel['meanField'] {
  const alike = particles.filter(({ specification }) => describeRun(specification).regime === regime);
  const widest = Math.max(...alike.map(({ specification }) => studentWidthOf(specification)));
  const curves = alike
    .filter(({ specification }) => studentWidthOf(specification) === widest)
    .map((result) => startCurve([result]));
  const { quantiles, timeToThreshold } = outcomeOf(curves, time, threshold);
  const median = quantiles.find(({ level }) => level === MEDIAN);
  return median === undefined ? null : { risk: median.risk, timeToThreshold: timeToThreshold.median };
}
