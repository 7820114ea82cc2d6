import { counted, parameterWords, timeInLine } from '../composition/words.ts';
import { formatNumber } from '../text/numbers.ts';
import { isDrawable } from '../trajectories/rows.ts';
import type { WidthData, WidthPanelData } from './input.ts';
import { hollowWords } from './representability.ts';

const NBSP = '\u00a0';

/** Below this the arcsine sum of the risk cancels to round-off (model.md §11). */
const ROUND_OFF = 1e-15;

const startCounts = (panels: readonly WidthPanelData[]): string => {
  const counts = panels.flatMap(({ widths }) => widths.map(({ risks }) => risks.length)).filter((n) => n > 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
};

/** The times of the final risks. */
function endWords(panels: readonly WidthPanelData[], data: WidthData): string {
  const times = panels.map(({ time }) => time ?? data.time);
  const [least, most] = [Math.min(...times), Math.max(...times)].map((time) => formatNumber(time));
  return `t${NBSP}=${NBSP}${least === most ? least : `${least} to ${most}`}`;
}

export function captionOf(data: WidthData): string {
  const panels = data.panels.filter(({ widths }) => widths.some(({ risks }) => risks.length > 0));
  if (panels.length === 0) return '';
  const places = panels.map(({ regime, parameters: { kappa, delta } }) => ({ regime, theta: kappa + delta }));
  const sources = new Set(panels.map(({ source }) => source));
  const of = sources.size === 1 ? (sources.has('theory') ? 'theory from ' : 'simulations from ') : '';
  const unreached = panels.some(({ widths }) =>
    widths.some(({ timeToThreshold }) => timeToThreshold.censored > 0),
  );
  return [
    parameterWords(
      panels.map(({ parameters }) => parameters),
      panels.map(({ regime }) => regime),
      // γ₀ follows p₀ where γ₀/p₀ is kept.
      ['p', 'γ₀', 'seed'],
    ),
    `Final risk at ${endWords(panels, data)} and first time with R${NBSP}≤${NBSP}${formatNumber(data.threshold)}, ${timeInLine(places)}: ${of}${startCounts(panels)} ${panels.every(({ starts }) => starts === 'replicas') ? 'replicas' : 'random starts'} for each p.`,
    'Marks: median; bars: 10 % to 90 % of the starts; dots: single starts.',
    ...hollowWords(panels),
    ...(unreached
      ? ['Numbers above the times: starts that never arrive; a triangle there: more than half of them.']
      : []),
    ...(panels.some(({ meanField }) => meanField !== null) ? ['Dotted: particles, p → ∞.'] : []),
  ].join(' ');
}

export function notesOf(data: WidthData): string[] {
  const outcomes = data.panels.flatMap(({ widths }) => widths);
  const undrawable = outcomes.reduce(
    (sum, { risks }) => sum + risks.filter((risk) => !isDrawable(risk)).length,
    0,
  );
  const censored = outcomes.reduce((sum, { timeToThreshold }) => sum + timeToThreshold.censored, 0);
  const all = outcomes.reduce((sum, { risks }) => sum + risks.length, 0);
  const missing = outcomes.reduce((sum, outcome) => sum + (outcome.missing ?? 0), 0);
  const rounding = outcomes.some(({ risks }) => risks.some((risk) => risk > 0 && risk < ROUND_OFF));
  const unfinished = outcomes.filter(({ risks }) => risks.length === 0).length;
  return [
    ...(undrawable > 0
      ? [
          `${counted(undrawable, 'start', 'starts')} with R ≤ 0 or not finite: no place on a logarithmic axis, not drawn.`,
        ]
      : []),
    ...(censored > 0
      ? [
          `${censored} of ${all} starts do not reach R = ${formatNumber(data.threshold)} by the end of their run.`,
        ]
      : []),
    ...(rounding ? ['Below R ≈ 10⁻¹⁵ the risk is rounding error.'] : []),
    ...(missing > 0 ? [`${counted(missing, 'start has', 'starts have')} not finished.`] : []),
    ...(unfinished > 0 ? [`${counted(unfinished, 'width has', 'widths have')} no finished run.`] : []),
  ];
}
