import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from '../figure.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import { themes, type Theme } from '../language/theme.ts';
import { formatExponent } from '../text/numbers.ts';
import { PADDING } from '../trajectories/layout.ts';
import { footView, PART_SPACING, titleView } from '../trajectories/stand-alone.ts';
import { label, SCHEMA, themeConfig, type Layer } from '../vega-lite/parts.ts';
import type { PhaseDiagramInput, PhasePoint } from './input.ts';
import { halves, planeAround, type Plane } from './plane.ts';
import { regionLayers } from './regions.ts';

export type PhaseRow = PhasePoint & { readonly label: string };

const CAPTION =
  'ϑ = κ + δ decides: perfect learning for ϑ > 0, plateau at ϑ = 0, bad learning for −½ < ϑ < 0, no ODE for ϑ ≤ −½.';

/** Axis titles `δ in γ = γ₀ d^(−δ)` and `κ in p = p₀ d^κ`, with their exponents raised. */
function axisTitles(plane: Plane, theme: Theme): Layer[] {
  const { fontSize, ink } = theme;
  const raised = 0.75 * fontSize;
  const x = Math.round(plane.width / 2 + 2.6 * fontSize);
  const y = plane.height + 2.85 * fontSize;
  const side = { x: -2.4 * fontSize, y: Math.round(plane.height / 2 - 2.5 * fontSize) };
  return [
    label('δ   in γ = γ₀ d', { x, y }, { colour: ink, size: fontSize, align: 'right' }),
    label('−δ', { x: x + 1, y: y - 0.38 * fontSize }, { colour: ink, size: raised }),
    label('κ   in p = p₀ d', side, { colour: ink, size: fontSize, align: 'right', angle: 270 }),
    label('κ', { x: side.x - 0.38 * fontSize, y: side.y - 1 }, { colour: ink, size: raised, angle: 270 }),
  ];
}

function pointLayer(plane: Plane, theme: Theme): Layer {
  const axis = (values: number[]) => ({
    title: null,
    values,
    grid: false,
    tickSize: 4,
    format: '.1f',
  });
  const domain = [...regimeOrder];
  return {
    data: { name: 'points' },
    mark: {
      type: 'point',
      filled: true,
      size: 110,
      stroke: theme.background,
      strokeWidth: 1.5,
      opacity: 1,
      clip: true,
      aria: false,
    },
    encoding: {
      x: {
        field: 'delta',
        type: 'quantitative',
        scale: { domain: [...plane.delta], nice: false, zero: false },
        axis: axis(halves(plane.delta)),
      },
      y: {
        field: 'kappa',
        type: 'quantitative',
        scale: { domain: [...plane.kappa], nice: false, zero: false },
        axis: axis(halves(plane.kappa)),
      },
      fill: {
        field: 'regime',
        type: 'nominal',
        legend: null,
        scale: { domain, range: domain.map((regime) => theme.regimes[regime].colour) },
      },
      shape: {
        field: 'regime',
        type: 'nominal',
        legend: null,
        scale: { domain, range: domain.map((regime) => regimeSigns[regime].shape) },
      },
    },
  };
}

function titleOf(points: readonly PhasePoint[]): string {
  const regimes = regimeOrder.filter((regime) => points.some((point) => point.regime === regime));
  if (regimes.length === 0) return 'Phase diagram of SGD';
  const names = regimes.map((regime) => regimeSigns[regime].name);
  const last = names.pop() ?? '';
  return `The runs lie in ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

/** The (δ, κ) plane with its four regimes and the places where runs lie. */
export function phaseDiagramFigure(input: PhaseDiagramInput): Figure<PhaseRow> {
  const theme = themes[input.theme];
  const full = input.furniture === 'full';
  const left = Math.round(3.6 * theme.fontSize);
  const right = Math.round(0.8 * theme.fontSize);
  const inner = input.size.width - left - right;
  const title = titleOf(input.points);
  const words = full
    ? [titleView(title, inner, theme), footView([CAPTION], 0.95 * inner, theme)].reduce(
        (sum, { height }) => sum + height + PART_SPACING,
        0,
      )
    : 0;
  const bottom = Math.round(3.4 * theme.fontSize);
  const plane = planeAround(input.points, inner, input.size.height - bottom - 2 * PADDING - words);
  const rows = input.points.map((point) => ({
    ...point,
    label: `(κ, δ) = (${formatExponent(point.kappa)}, ${formatExponent(point.delta)})`,
  }));
  const plot = {
    width: plane.width,
    height: plane.height,
    layer: [...regionLayers(plane, theme), ...axisTitles(plane, theme), pointLayer(plane, theme)],
  };
  const spec: TopLevelSpec = {
    $schema: SCHEMA,
    config: themeConfig(theme),
    padding: PADDING,
    datasets: { points: rows },
    ...(full
      ? {
          description: `${title}. ${CAPTION}`,
          vconcat: [titleView(title, inner, theme), plot, footView([CAPTION], inner, theme)],
          spacing: PART_SPACING,
        }
      : plot),
  };
  return {
    spec,
    datasets: { points: rows },
    signals: {},
    title,
    caption: CAPTION,
    notes: [],
    findings: [],
    table: () => ({
      columns: ['regime', 'κ', 'δ', 'κ + δ', 'runs'],
      rows: input.points.map(({ regime, kappa, delta, runs }) => [
        regimeSigns[regime].name,
        kappa,
        delta,
        kappa + delta,
        runs,
      ]),
    }),
  };
}
