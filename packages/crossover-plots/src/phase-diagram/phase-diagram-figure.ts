import type { TopLevelSpec } from 'vega-lite';
import type { Figure, FigureTable } from '../figure.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import { themes, type Theme } from '../language/theme.ts';
import { formatExponent } from '../text/numbers.ts';
import { PADDING } from '../trajectories/layout.ts';
import { footView, PART_SPACING, titleView } from '../trajectories/stand-alone.ts';
import { label, SCHEMA, themeConfig, type Layer } from '../vega-lite/parts.ts';
import { cellFindings, cellTitle } from './agreement.ts';
import { cellCaption, cellNotes } from './cell-words.ts';
import { cellLayers, cellRows, cellSpacing, riskScale, uncovered, type PhaseCellRow } from './cells.ts';
import type { PhaseCell, PhaseDiagramInput, PhasePoint } from './input.ts';
import { halves, planeAround, planeOf, type Plane } from './plane.ts';
import { regimeKey } from './regime-key.ts';
import { regionLayers, tintLayers } from './regions.ts';
import { riskBar } from './risk-bar.ts';

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

function tableOf(points: readonly PhasePoint[], cells: readonly PhaseCell[]): FigureTable {
  const place = ({ regime, kappa, delta }: PhasePoint | PhaseCell) => [
    regimeSigns[regime].name,
    kappa,
    delta,
    kappa + delta,
  ];
  if (cells.length === 0) {
    return {
      columns: ['regime', 'κ', 'δ', 'κ + δ', 'runs'],
      rows: points.map((point) => [...place(point), point.runs]),
    };
  }
  return {
    columns: [
      ...['regime', 'κ', 'δ', 'κ + δ', 'd', 'p', 'γ', 'steps', 'initial R'],
      ...['final R', 'standard error', 'replicas', 'settled', 'predicted R'],
    ],
    rows: cells.map((cell) => [
      ...place(cell),
      cell.inputDimension,
      cell.studentWidth,
      cell.learningRate,
      cell.steps,
      cell.initialRisk,
      cell.risk,
      cell.standardError,
      cell.replicas,
      cell.settled === undefined ? null : cell.settled ? 'yes' : 'no',
      cell.predictedRisk,
    ]),
  };
}

/**
 * The (δ, κ) plane with its four regimes and the places where runs lie; with `cells` the final risk of each
 * place, simulated and predicted.
 */
export function phaseDiagramFigure(input: PhaseDiagramInput): Figure<PhaseRow | PhaseCellRow> {
  const { points, cells = [], size } = input;
  const theme = themes[input.theme];
  const full = input.furniture === 'full';
  const mapped = cells.length > 0;
  const left = Math.round(3.6 * theme.fontSize);
  const right = Math.round(0.8 * theme.fontSize);
  const inner = size.width - left - right;
  const title = cellTitle(cells) ?? titleOf(points);
  const caption = mapped ? `${CAPTION} ${cellCaption(cells)}` : CAPTION;
  const notes = cellNotes(cells);
  const head = full ? [titleView(title, inner, theme)] : [];
  const keys = mapped ? [regimeKey(inner, theme), riskBar(riskScale(cells), inner, theme)] : [];
  const foot = (width: number) => (full ? [footView([caption, ...notes], width, theme)] : []);
  const words = [...head, ...keys, ...foot(0.95 * inner)].reduce(
    (sum, { height }) => sum + height + PART_SPACING,
    0,
  );
  const height = size.height - Math.round(3.4 * theme.fontSize) - 2 * PADDING - words;
  const plane = mapped
    ? planeOf([...points, ...cells], cellSpacing(cells), inner, height)
    : planeAround(points, inner, height);
  const datasets = {
    points: uncovered(points, cells).map((point) => ({
      ...point,
      label: `(κ, δ) = (${formatExponent(point.kappa)}, ${formatExponent(point.delta)})`,
    })),
    ...(mapped ? { cells: cellRows(cells) } : {}),
  };
  const plot = {
    width: plane.width,
    height: plane.height,
    layer: [
      ...(mapped ? tintLayers(plane, theme) : regionLayers(plane, theme)),
      ...axisTitles(plane, theme),
      pointLayer(plane, theme),
      ...(mapped ? cellLayers(cells, plane, theme) : []),
    ],
  };
  const spec: TopLevelSpec = {
    $schema: SCHEMA,
    config: themeConfig(theme),
    padding: PADDING,
    datasets: { ...datasets },
    ...(full ? { description: `${title}. ${caption}` } : {}),
    ...(full || mapped ? { vconcat: [...head, plot, ...keys, ...foot(inner)], spacing: PART_SPACING } : plot),
  };
  return {
    spec,
    datasets,
    signals: {},
    title,
    caption,
    notes,
    findings: cellFindings(cells),
    table: () => tableOf(points, cells),
  };
}
