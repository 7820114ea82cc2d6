import type { RegimeName } from '@crossover/ode-theory';
import { isPowerOfTen, tickLabelExpression } from '../axes/ticks.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import type { Theme } from '../language/theme.ts';
import { decadeOf } from '../text/numbers.ts';
import type { RaisedText } from '../text/time-definition.ts';
import { label, singleRow, type Layer } from '../vega-lite/parts.ts';
import type { CurveKind } from './input.ts';
import { publishedLayer } from './published.ts';
import type { Layout } from './layout.ts';
import { flowIsDashed, limitIsDashed } from './legend.ts';
import type { CurveGroup, Panel } from './panels.ts';
import { signalNames } from './signals.ts';

const DASH = [5, 3];
/** Overridden by parameters. Without it Vega would look at the data first, and complain where there are none yet. */
const PLACEHOLDER = [1, 10];
/** An axis of fewer pixels has no room for its whole title. */
const SHORT_AXIS = 165;
const major = (whenMajor: number, otherwise: number) => ({
  condition: { test: isPowerOfTen, value: whenMajor },
  value: otherwise,
});

/** Pixels that a label such as 10⁻³ takes with the space around it. */
const LABEL_WIDTH = 30;

/**
 * Whether all powers of ten have room for their labels. Where they have, none is dropped: outside a browser
 * Vega can only guess the widths of labels, and guesses too wide.
 */
function roomForLabels({ range }: Panel, width: number): boolean {
  const decades = decadeOf(range.last) - decadeOf(range.first);
  return width / (decades + 2) >= LABEL_WIDTH;
}

/** Axes of a panel. Every layer repeats them, as Vega-Lite wants it; they become one. */
function positions(panel: Panel, showRiskLabels: boolean, { panelHeight, panelWidth }: Layout) {
  const { riskMin, riskMax, riskTicks } = signalNames;
  const timeMin = signalNames.timeMin(panel.index);
  const timeMax = signalNames.timeMax(panel.index);
  return {
    x: {
      field: 'x',
      type: 'quantitative' as const,
      scale: {
        type: 'log' as const,
        nice: false,
        domain: PLACEHOLDER,
        domainMin: { expr: timeMin },
        domainMax: { expr: timeMax },
      },
      axis: {
        title: null,
        values: { expr: signalNames.timeTicks(panel.index) },
        labelExpr: tickLabelExpression({ min: timeMin, max: timeMax, zero: panel.range.zero }),
        labelOverlap: roomForLabels(panel, panelWidth) ? false : ('greedy' as const),
        labelFlush: false,
        tickSize: {
          condition: { test: `${isPowerOfTen} || datum.value === ${panel.range.zero}`, value: 6 },
          value: 3,
        },
        grid: false,
      },
    },
    y: {
      field: 'risk',
      type: 'quantitative' as const,
      scale: {
        type: 'log' as const,
        nice: false,
        domain: PLACEHOLDER,
        domainMin: { expr: riskMin },
        domainMax: { expr: riskMax },
      },
      axis: {
        title: showRiskLabels ? (panelHeight < SHORT_AXIS ? 'risk R' : 'population risk R') : null,
        values: { expr: riskTicks },
        labels: showRiskLabels,
        labelExpr: tickLabelExpression({ min: riskMin, max: riskMax }),
        labelOverlap: 'greedy' as const,
        tickSize: major(6, 3),
        gridOpacity: major(1, 0),
        ...(showRiskLabels ? { minExtent: 41, maxExtent: 41 } : {}),
      },
    },
  };
}

/** The title of the time axis with its exponent raised, centred by an estimate of the two widths. */
function timeTitle(time: RaisedText & { readonly words: string }, layout: Layout, theme: Theme): Layer[] {
  const base = `${time.words}  ${time.base}`;
  const y = layout.panelHeight + 2.85 * theme.fontSize;
  const raised = 0.75 * theme.fontSize;
  const excess = 0.25 * (base.length * theme.fontSize - time.raised.length * raised);
  const x = Math.round(layout.panelWidth / 2 + excess);
  return [
    label(base, { x, y }, { colour: theme.ink, size: theme.fontSize, align: 'right' }),
    label(
      time.raised,
      { x: x + 1, y: y - 0.38 * theme.fontSize },
      { colour: theme.ink, size: raised, align: 'left' },
    ),
  ];
}

/** Two strokes through the axis where it jumps from 0 to the first time, as long as 0 is in view. */
function axisBreak(panel: Panel, layout: Layout, theme: Theme): Layer {
  return {
    data: singleRow,
    mark: {
      type: 'text',
      text: { expr: `${signalNames.timeMin(panel.index)} <= ${panel.range.zero} ? '//' : ''` },
      fontSize: theme.smallFontSize,
      color: theme.axis,
      baseline: 'middle',
      aria: false,
    },
    encoding: {
      x: { datum: panel.range.gap, type: 'quantitative' },
      y: { value: layout.panelHeight },
    },
  };
}

const DOTS = [1.5, 2.5];
/** Particles are a limit in p, beside limits in d of any kind. */
const PARTICLES = "datum.kind === 'mean-field'";

/** Whether a datum is of a kind that these regimes have dashed. */
function isDashed(kind: CurveKind, regimes: readonly RegimeName[]): string {
  return `(datum.kind === '${kind}' && indexof(${JSON.stringify(regimes)}, datum.regime) >= 0)`;
}

/**
 * The layers of a panel from back to front: break of the axis, bands, lines, marks, words. `groups` are those
 * of all panels, because views that stand side by side share their colour scale.
 */
export function panelLayers(
  panel: Panel,
  groups: readonly CurveGroup[],
  layout: Layout,
  theme: Theme,
  time: RaisedText & { readonly words: string },
  hasPublished: boolean,
): Layer[] {
  const { x, y } = positions(panel, layout.arrangement === 'column' || panel.index === 0, layout);
  const from = (name: string, test: string) => ({
    data: { name },
    transform: [{ filter: `datum.panel === '${panel.key}' && ${test} && indexof(hidden, datum.group) < 0` }],
  });
  const colour = {
    field: 'group',
    type: 'nominal' as const,
    legend: null,
    scale: {
      domain: groups.map(({ id }) => id),
      range: groups.map((group) => group.colour),
    },
  };
  const shape = {
    field: 'regime',
    type: 'nominal' as const,
    legend: null,
    scale: { domain: [...regimeOrder], range: regimeOrder.map((name) => regimeSigns[name].shape) },
  };
  const opacity = {
    condition: { test: 'emphasis === null || emphasis === datum.group', value: 1 },
    value: 0.13,
  };
  const bandOpacity = {
    condition: { test: 'emphasis === null || emphasis === datum.group', value: theme.bandOpacity },
    value: 0.03,
  };
  const dashed = [
    isDashed(
      'limit',
      panel.regimes.filter((regime) => limitIsDashed(panel.groups, regime)),
    ),
    isDashed(
      'gradient-flow',
      panel.regimes.filter((regime) => flowIsDashed(panel.groups, regime)),
    ),
  ].join(' || ');
  const hasParticles = panel.groups.some(({ curves }) => curves['mean-field'] !== undefined);
  const line = (test: string, strokeDash: number[]): Layer => ({
    ...from('theory', `!datum.atZero && ${test}`),
    mark: {
      type: 'line',
      strokeWidth: theme.lineWidth,
      strokeDash,
      clip: true,
      interpolate: 'monotone',
      aria: false,
    },
    encoding: { x, y, color: colour, opacity, detail: [{ field: 'kind' }], order: { field: 'x' } },
  });
  return [
    axisBreak(panel, layout, theme),
    {
      ...from('simulation', 'isValid(datum.low) && !datum.atZero'),
      mark: { type: 'area', clip: true, line: false, aria: false },
      encoding: {
        x,
        y: { ...y, field: 'low' },
        y2: { field: 'high' },
        color: colour,
        opacity: bandOpacity,
      },
    },
    line(hasParticles ? `!(${dashed} || ${PARTICLES})` : `!(${dashed})`, [1, 0]),
    line(`(${dashed})`, DASH),
    ...(hasParticles ? [line(PARTICLES, DOTS)] : []),
    {
      ...from('theory', 'datum.atZero'),
      mark: {
        type: 'point',
        shape: 'stroke',
        size: 90,
        strokeWidth: theme.lineWidth,
        clip: true,
        aria: false,
      },
      encoding: { x, y, color: colour, opacity },
    },
    {
      // A name of its own in the picture, by which a page's tests find the marks.
      name: `simulation${panel.index}`,
      ...from('simulation', 'datum.marked'),
      mark: {
        type: 'point',
        filled: true,
        size: theme.markArea,
        stroke: theme.background,
        strokeWidth: 0.8,
        clip: true,
        aria: false,
      },
      encoding: { x, y, fill: colour, shape, opacity },
    },
    ...(hasPublished ? [publishedLayer(panel, { x, y }, theme)] : []),
    ...timeTitle(time, layout, theme),
  ];
}
