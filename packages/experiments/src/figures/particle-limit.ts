import { RunningMoments } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import { aggregate } from '../analysis/aggregate.ts';
import { describeRun } from '../analysis/describe-run.ts';
import { powerLawFit } from '../analysis/fits.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { canonicalJson } from '../specification/canonical-json.ts';
import { runIdentity } from '../specification/identity.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';
import { riskAtTime } from './risk-at-time.ts';
import { gathered } from './series-key.ts';
import type { PowerLawFit, SeriesParameters } from '../analysis/series.ts';
import { startKey, widthSweeps } from './width-panels.ts';

type Source = 'simulation' | 'finite' | 'limit';

export interface ParticleLimitPoint {
  readonly studentWidth: number;
  /** sup_t |⟨R_p⟩/R_∞ − 1|, ⟨·⟩ over random starts. */
  readonly distance: number;
  /** Of ⟨R_p⟩/R_∞ at the time of that largest distance; null for one start. */
  readonly standardError: number | null;
  readonly starts: number;
  /** ⟨sup_t |R_p/R_∞ − 1|⟩: how far a single network is, which is how much networks differ. */
  readonly singleDistance: number;
  readonly singleStandardError: number | null;
}

/** How far networks are from infinitely wide ones, against p. */
export interface ParticleLimitSeries {
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly source: Source;
  /** Ascending in p. */
  readonly points: readonly ParticleLimitPoint[];
  /** Of `distance`. */
  readonly fit: PowerLawFit | null;
  /** −1 in the region of perfect learning, up to what d^{−ϑ} leaves at finite d; null on the plateau line, where it does not vanish. */
  readonly expectedExponent: number | null;
  /** Of `singleDistance`, which falls as p^{−½} while the draw of the start decides it. */
  readonly singleFit: PowerLawFit | null;
}

export interface ParticleLimitData {
  readonly kind: 'particle-limit';
  readonly name: string;
  readonly definition: string;
  readonly series: readonly ParticleLimitSeries[];
}

const DEFINITION =
  'sup over output times of |⟨R⟩/R of the particles − 1|, with the mean ⟨R⟩ over random starts of width p';

/**
 * Relative distance in risk from the mean-field limit (model.md §7) against p: a series for each sweep over p and source. R_∞ is that of the
 * mean-field runs with the same law of starts, teacher and γ₀/p₀ (their equations depend on nothing else), those with the most
 * particles, mean over their seeds; series without one are left out, as are ϑ < 0 and other equations.
 *
 * A single network differs from the limit by O(p^{−½}), since its units are a random draw; the mean over starts differs by O(1/p) where the limit
 * holds. Relative, since the absolute distance is largest at the start, before the dynamics of the regimes have told them apart. The largest of
 * noisy distances is biased upwards, by about its standard error.
 */
export function particleLimitData(results: readonly RunResult[], name = 'particle-limit'): ParticleLimitData {
  const byIdentity = new Map(results.map((result) => [runIdentity(result.specification), result]));
  const particles = results.filter(({ specification }) => isMeanField(specification));
  const networks = results.filter(({ specification }) => sourceOf(specification) !== null);
  const sweeps = widthSweeps(networks.map(({ specification }) => specification));
  return {
    kind: 'particle-limit',
    name,
    definition: DEFINITION,
    series: sweeps.flatMap((sweep) => {
      const members = sweep.flatMap((run) => byIdentity.get(runIdentity(run)) ?? []);
      // Where γ₀ does not go with p₀ there is a limit for each of their ratios.
      return gathered(members, ({ specification }) => lawKey(specification)).flatMap(
        (alike) => seriesOf(alike, particles) ?? [],
      );
    }),
  };
}

const isMeanField = (run: RunSpecification): boolean =>
  run.kind === 'theory' && run.equations === 'mean-field';

function sourceOf(run: RunSpecification): Source | null {
  if (describeRun(run).regimeTheta < 0) return null;
  if (run.kind === 'simulation') return 'simulation';
  return run.equations === 'finite' || run.equations === 'limit' ? run.equations : null;
}

/** What the particles' equations and the law of their start depend on; γ₀/p₀ to twelve digits. */
function lawKey(run: RunSpecification): string {
  const { activation, teacherActivation, secondLayer, weightDecay, teacherWidth, initial } = run;
  const start = initial.kind === 'explicit' ? { kind: initial.kind, P: initial.P } : initial;
  const velocity = (run.learningRatePrefactor / run.widthPrefactor).toPrecision(12);
  return canonicalJson({
    activation,
    teacherActivation,
    secondLayer,
    weightDecay,
    teacherWidth,
    start,
    velocity,
  });
}

function seriesOf(
  members: readonly RunResult[],
  particles: readonly RunResult[],
): ParticleLimitSeries | null {
  const [{ specification }] = members;
  const law = lawKey(specification);
  const limit = widest(particles.filter((result) => lawKey(result.specification) === law));
  const source = sourceOf(specification);
  if (limit.length === 0 || source === null) return null;
  const points = gathered(members, (result) => String(studentWidthOf(result.specification)))
    .flatMap((atWidth) => pointOf(atWidth, limit) ?? [])
    .sort((a, b) => a.studentWidth - b.studentWidth);
  if (points.length === 0) return null;
  const { regime, regimeTheta: theta } = describeRun(specification);
  return {
    parameters: seriesParameters(specification),
    regime,
    theta,
    source,
    points,
    fit: powerLawFit(
      points.map((point) => ({
        x: point.studentWidth,
        y: point.distance,
        standardError: point.standardError,
      })),
    ),
    expectedExponent: theta > 0 ? -1 : null,
    singleFit: powerLawFit(
      points.map((point) => ({
        x: point.studentWidth,
        y: point.singleDistance,
        standardError: point.singleStandardError,
      })),
    ),
  };
}

/** Those with the most particles. */
function widest(particles: readonly RunResult[]): RunResult[] {
  const widths = particles.map(({ specification }) => studentWidthOf(specification));
  const most = Math.max(...widths);
  return particles.filter((_, index) => widths[index] === most);
}

/** Null where no time is within reach of the particles. */
function pointOf(atWidth: readonly RunResult[], limit: readonly RunResult[]): ParticleLimitPoint | null {
  const seeds = gathered(atWidth, ({ specification }) => startKey(specification));
  // With one seed the replicas stand for it: their mean is the risk of that start.
  const differences = seeds.map((replicas) => differenceFrom(limit, replicas));
  const times = Math.min(...differences.map((difference) => difference.length));
  const known = Array.from({ length: times }, (_, index) => index).filter((index) =>
    differences.every((difference) => Number.isFinite(difference[index])),
  );
  if (known.length === 0) return null;
  const single = momentsOf(
    differences.map((difference) => Math.max(...known.map((index) => Math.abs(difference[index])))),
  );
  const worst = known
    .map((index) => momentsOf(differences.map((difference) => difference[index])))
    .reduce((most, moments) => (Math.abs(moments.mean) > Math.abs(most.mean) ? moments : most));
  return {
    studentWidth: studentWidthOf(atWidth[0].specification),
    distance: Math.abs(worst.mean),
    standardError: worst.count > 1 ? worst.standardError : null,
    starts: worst.count,
    singleDistance: single.mean,
    singleStandardError: single.count > 1 ? single.standardError : null,
  };
}

/** R/R_∞ − 1 of the mean over a start's replicas at each output time; NaN where the limit does not reach, or R_∞ is no risk above 0. */
function differenceFrom(limit: readonly RunResult[], replicas: readonly RunResult[]): number[] {
  const [{ specification }] = replicas;
  const curves = replicas.map((result) => riskOf(result.specification, result.points));
  const { mean } = aggregate(curves, { quantileLevels: [] });
  return specification.times.map((time, index) => {
    const risk = limitRisk(limit, time);
    return risk > 0 ? mean[index] / risk - 1 : NaN;
  });
}

function limitRisk(limit: readonly RunResult[], time: number): number {
  const risks = limit.flatMap(
    ({ specification, points }) => riskAtTime(specification.times, riskOf(specification, points), time) ?? [],
  );
  return momentsOf(risks).mean;
}

function momentsOf(values: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const value of values) moments.push(value);
  return moments;
}
