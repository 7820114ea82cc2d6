import { counted, parameterWords, unbroken } from '../composition/words.ts';
import type { Finding } from '../figure.ts';
import { formatMeasurement, formatNumber } from '../text/numbers.ts';
import { varyingParameters } from '../text/parameters.ts';
import { isDrawable } from '../trajectories/rows.ts';
import { bestOfLargest, type Best } from './best.ts';
import type { LearningRateData, LearningRateSeries } from './input.ts';

const NBSP = '\u00a0';

/** γ, its prefactor and its exponent are what the figure varies. */
const RATE_SYMBOLS = ['γ₀', 'δ'];

/** What distinguishes each series from the others; empty for one alone. */
export function seriesLabels(series: readonly LearningRateSeries[]): string[] {
  const varying = varyingParameters(series.map(({ parameters }) => parameters)).filter(
    ({ symbol }) => !RATE_SYMBOLS.includes(symbol),
  );
  return series.map(({ parameters }) => varying.map(({ text }) => unbroken(text(parameters))).join(', '));
}

const rateWords = ({ learningRate, standardError }: Best): string =>
  `γ${NBSP}=${NBSP}${standardError === null ? formatNumber(learningRate) : formatMeasurement(learningRate, standardError)}`;

function verdict(best: Best): string {
  const risk = `R${NBSP}=${NBSP}${formatNumber(best.risk)}`;
  const after = `After ν/d${NBSP}=${NBSP}${formatNumber(best.sweeps)} the risk is least at`;
  if (best.edge === null) return `${after} ${rateWords(best)}, ${risk}`;
  return `${after} the ${best.edge} rate tried, ${rateWords(best)}, ${risk}`;
}

/** Where a series ends without budgets: the least final risk that has settled, else the least. */
function leastEnd({ points }: LearningRateSeries) {
  const usable = points.filter(({ finalRisk }) => isDrawable(finalRisk));
  const settled = usable.filter((point) => point.settled);
  const from = settled.length > 0 ? settled : usable;
  return from.length === 0
    ? null
    : from.reduce((least, point) => (point.finalRisk < least.finalRisk ? point : least));
}

export function titleOf({ series }: LearningRateData): string {
  const labels = seriesLabels(series);
  const bests = series.map(bestOfLargest);
  const found = bests.flatMap((best, index) => (best === null ? [] : [{ best, label: labels[index] }]));
  const [first] = found;
  if (found.length === 1) return verdict(first.best);
  if (found.length > 1) {
    const sweeps = new Set(found.map(({ best }) => best.sweeps));
    const after = sweeps.size === 1 ? `After ν/d${NBSP}=${NBSP}${formatNumber(first.best.sweeps)} t` : 'T';
    const each = found.map(({ best, label }) => {
      const edge = best.edge === null ? '' : `, the ${best.edge} tried`;
      return `${rateWords(best)} (${label}${edge})`;
    });
    return `${after}he risk is least at ${each.join(', ')}`;
  }
  const ends = series.map(leastEnd).filter((end) => end !== null);
  if (ends.length === 0) return 'No learning rate has finished yet';
  const end = ends.reduce((least, point) => (point.finalRisk < least.finalRisk ? point : least));
  const risk =
    end.standardError === null
      ? formatNumber(end.finalRisk)
      : formatMeasurement(end.finalRisk, end.standardError);
  return `The least final risk of the rates tried is R${NBSP}=${NBSP}${risk}, at γ${NBSP}=${NBSP}${formatNumber(end.learningRate)}`;
}

/** Every number of the title. */
export function findingsOf({ series }: LearningRateData): Finding[] {
  const labels = seriesLabels(series);
  const findings = series.flatMap((member, index): Finding[] => {
    const best = bestOfLargest(member);
    if (best === null) return [];
    const of = labels[index] === '' ? '' : `: ${labels[index]}`;
    const after = `after ν/d = ${best.sweeps}`;
    const from =
      best.edge === null
        ? 'vertex of the parabola in ln γ and ln R through the least point and its neighbours'
        : `least of the rates tried, the ${best.edge} of them`;
    const error = best.standardError;
    return [
      {
        quantity: `best learning rate γ ${after}${of}`,
        value: best.learningRate,
        ...(error === null ? {} : { standardError: error }),
        from,
      },
      { quantity: `risk R at the best learning rate ${after}${of}`, value: best.risk, from },
    ];
  });
  if (findings.length > 0) return findings;
  const ends = series.map(leastEnd).filter((end) => end !== null);
  if (ends.length === 0) return [];
  const end = ends.reduce((least, point) => (point.finalRisk < least.finalRisk ? point : least));
  const error = end.standardError;
  const from = `final risks of ${ends.length === 1 ? 'the' : 'all'} rates tried`;
  return [
    { quantity: 'γ of the least final risk', value: end.learningRate, from },
    {
      quantity: 'least final risk R',
      value: end.finalRisk,
      ...(error === null ? {} : { standardError: error }),
      from: `${from}, mean over ${end.replicas} replicas`,
    },
  ];
}

export function captionOf({ series }: LearningRateData): string {
  const points = series.flatMap((member) => member.points);
  if (
    points.length === 0 &&
    series.every(({ budgets }) => budgets.every((budget) => budget.points.length === 0))
  ) {
    return '';
  }
  const replicas = [...new Set(points.map((point) => point.replicas))].sort((a, b) => a - b);
  const most = replicas[replicas.length - 1] ?? 1;
  const range = replicas.length > 1 ? `${replicas[0]} to ${most}` : String(most);
  const predicted = points.some(({ predictedRisk }) => predictedRisk !== null);
  const unsettled = points.some(({ settled }) => !settled);
  return [
    parameterWords(
      series.map(({ parameters }) => parameters),
      points.map(({ regime }) => regime),
      RATE_SYMBOLS,
    ),
    most > 1
      ? `Marks: simulation, mean ± standard error over ${range} replicas.`
      : 'Marks: one simulation each.',
    ...(predicted ? ['Line: final risk of the finite-d ODE.'] : []),
    ...(unsettled ? ['Hollow: not settled by the end of the run.'] : []),
    'Sweeps: ν/d at which R first is within a factor 1.5 of its end.',
    ...(series.some(({ budgets }) => budgets.length > 0)
      ? [
          'Curves by number of sweeps ν/d, written at the optimum (ring; no ring where an end of the rates tried is best).',
        ]
      : []),
  ].join(' ');
}

export function notesOf({ series }: LearningRateData): string[] {
  const points = series.flatMap((member) => member.points);
  const risks = [
    ...points.map(({ finalRisk }) => finalRisk),
    ...series.flatMap(({ budgets }) => budgets.flatMap((budget) => budget.points.map(({ risk }) => risk))),
  ];
  const undrawable = risks.filter((risk) => !isDrawable(risk)).length;
  const censored = points.filter(({ sweepsToFinal }) => sweepsToFinal === null).length;
  return [
    ...(undrawable > 0
      ? [
          `${counted(undrawable, 'point', 'points')} with R ≤ 0 or not finite: no place on a logarithmic axis, not drawn.`,
        ]
      : []),
    ...(censored > 0
      ? [
          `${counted(censored, 'rate has', 'rates have')} no number of sweeps, because the end of the run is not settled or is never met: hollow marks above that frame.`,
        ]
      : []),
  ];
}
