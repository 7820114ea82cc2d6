import { regimeSigns } from '../language/regimes.ts';
import { formatExponent } from '../text/numbers.ts';
import { parameterList, sharedParameters } from '../text/parameters.ts';
import type { Curve } from './input.ts';
import type { Panels } from './panels.ts';
import { isDrawable } from './rows.ts';

/** Below this the arcsine sum of the risk cancels to round-off (model.md §11). */
const ROUND_OFF = 1e-15;

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function replicaWords(curves: readonly Curve[]): string {
  const counts = [...new Set(curves.map(({ replicas }) => replicas))].sort((a, b) => a - b);
  const most = counts[counts.length - 1];
  if (most < 2) return 'Marks: one simulation each.';
  const range = counts.length > 1 ? `${counts[0]} to ${most}` : String(most);
  return `Marks and band: simulation, mean ± standard error over ${range} replicas.`;
}

/** What marks and lines are. */
function keyWords(curves: readonly Curve[]): string[] {
  const simulations = curves.filter(({ kind }) => kind === 'simulation');
  const drawn = new Set(curves.map(({ kind }) => kind));
  const finite = [
    ...(drawn.has('finite') ? ['ODE at finite d'] : []),
    ...(drawn.has('exact') ? ['exact mean drift at finite d'] : []),
  ];
  const limit = drawn.has('limit') ? ['limit ODE, d\u00a0→\u00a0∞'] : [];
  const flow = drawn.has('gradient-flow') ? ['gradient flow'] : [];
  const words = simulations.length > 0 ? [replicaWords(simulations)] : [];
  // The first of these that there is is drawn solid, what comes behind it dashed.
  const [solid = [], ...dashed] = [finite, limit, flow].filter((names) => names.length > 0);
  if (dashed.length > 0) {
    words.push(`Solid lines: ${solid.join(' and ')}; dashed: ${dashed.flat().join(' and ')}.`);
  } else if (solid.length > 0) words.push(`Lines: ${solid.join(' and ')}.`);
  if (drawn.has('mean-field')) words.push('Dotted: particles, p\u00a0→\u00a0∞.');
  return words;
}

/** The parameters that all curves share, then for each regime where it lies. */
function parameterWords(curves: readonly Curve[], { panels }: Panels): string {
  const shared = sharedParameters(curves.map(({ parameters }) => parameters));
  const symbols = new Set(['κ', 'δ']);
  const bySymbol = (text: string) =>
    parameterList.find(({ symbol }) => text.startsWith(`${symbol} `))?.symbol;
  const scale = shared.filter((text) => !symbols.has(bySymbol(text) ?? ''));
  const regimes = [...new Set(panels.flatMap((panel) => panel.regimes))];
  const positions = regimes.map((regime) => {
    const places = new Set(
      curves
        .filter((curve) => curve.regime === regime)
        .map(
          ({ parameters: { kappa, delta } }) => `(${formatExponent(kappa)},\u00a0${formatExponent(delta)})`,
        ),
    );
    const { glyph, name } = regimeSigns[regime];
    return `${glyph}\u00a0${name} at (κ,\u00a0δ)\u00a0=\u00a0${[...places].join(', ')}`;
  });
  return [scale.join(', '), ...positions].filter((text) => text !== '').join('; ');
}

/** The caption: parameters, and what is drawn. */
export function captionOf(curves: readonly Curve[], panels: Panels): string {
  if (curves.length === 0) return '';
  return [`${parameterWords(curves, panels)}.`, ...keyWords(curves)].join(' ');
}

/** What a reader would otherwise miss. */
export function notesOf(curves: readonly Curve[], panels: Panels): string[] {
  const notes: string[] = [];
  const undrawable = curves.reduce(
    (sum, { points }) => sum + points.filter(({ risk }) => !isDrawable(risk)).length,
    0,
  );
  if (undrawable > 0) {
    notes.push(
      `${plural(undrawable, 'point', 'points')} with R ≤ 0 or not finite: no place on a logarithmic axis, not drawn.`,
    );
  }
  if (panels.withoutTime.length > 0) {
    notes.push(
      `${plural(panels.withoutTime.length, 'limit curve', 'limit curves')} (d\u00a0→\u00a0∞) not drawn: without d there is no number of steps. They stand in the regime’s own time.`,
    );
  }
  if (curves.some(({ points }) => points.some(({ risk }) => risk > 0 && risk < ROUND_OFF))) {
    notes.push('Below R ≈ 10⁻¹⁵ the risk is rounding error.');
  }
  return notes;
}
