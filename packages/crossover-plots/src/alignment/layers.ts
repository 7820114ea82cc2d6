import type { TimeRange } from '../axes/time-range.ts';
import { linearAxis, timeAxis } from '../composition/axes.ts';
import type { Frame } from '../composition/bands.ts';
import { raisedTitle } from '../composition/raised-title.ts';
import type { Theme } from '../language/theme.ts';
import { timeDefinition, timeWords } from '../text/time-definition.ts';
import { singleRow, type Layer } from '../vega-lite/parts.ts';
import type { AlignmentPanel } from './input.ts';
import { SPECIALISED } from './specialisation.ts';

const identity = { type: 'nominal' as const, scale: null, legend: null };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const DASH = [5, 3];

/** Two strokes through the axis where it jumps from 0 to the first time. */
function axisBreak(x: ReturnType<typeof timeAxis>, range: TimeRange, frame: Frame, theme: Theme): Layer {
  const { type, scale, axis } = x;
  return {
    data: singleRow,
    mark: {
      type: 'text',
      text: '//',
      fontSize: theme.smallFontSize,
      color: theme.axis,
      baseline: 'middle',
      aria: false,
    },
    encoding: { x: { datum: range.gap, type, scale, axis }, y: { value: frame.height } },
  };
}

/** Alignment against time: simulation as marks on thin lines, theory as lines. */
export function alignmentLayers(
  panel: AlignmentPanel,
  index: number,
  range: TimeRange,
  labels: boolean,
  frame: Frame,
  theme: Theme,
): Layer[] {
  const x = timeAxis('x', range, frame.width);
  const y = linearAxis('alignment', [0, 1.04], TICKS, {
    side: 'vertical',
    title: labels ? 'alignment' : null,
    labels,
    length: frame.height,
  });
  const colour = { field: 'colour', ...identity };
  const from = (test: string) => ({
    data: { name: 'alignments' },
    transform: [{ filter: `datum.panel === ${index} && ${test}` }],
  });
  const line = (test: string, strokeDash: number[], width: number, opacity: number): Layer => ({
    ...from(`!datum.atZero && ${test}`),
    mark: {
      type: 'line',
      strokeWidth: width,
      strokeDash,
      strokeOpacity: opacity,
      interpolate: 'monotone',
      clip: true,
      aria: false,
    },
    encoding: { x, y, color: colour, detail: [{ field: 'line' }], order: { field: 'x' } },
  });
  const { type, scale, axis } = y;
  return [
    axisBreak(x, range, frame, theme),
    {
      data: singleRow,
      mark: { type: 'rule', color: theme.axis, strokeWidth: 1, strokeDash: DASH, aria: false },
      encoding: {
        x: { value: 0 },
        x2: { value: frame.width },
        y: { datum: SPECIALISED, type, scale, axis },
      },
    },
    line('datum.simulated', [1, 0], 0.5 * theme.lineWidth, 0.55),
    line('!datum.simulated && !datum.dashed', [1, 0], theme.lineWidth, 1),
    line('!datum.simulated && datum.dashed', DASH, theme.lineWidth, 1),
    {
      ...from('datum.atZero && !datum.simulated'),
      mark: {
        type: 'point',
        shape: 'stroke',
        size: 90,
        strokeWidth: theme.lineWidth,
        clip: true,
        aria: false,
      },
      encoding: { x, y, stroke: colour },
    },
    {
      ...from('datum.marked'),
      mark: {
        type: 'point',
        filled: true,
        size: theme.markArea,
        stroke: theme.background,
        strokeWidth: 0.8,
        opacity: 1,
        clip: true,
        aria: false,
      },
      encoding: { x, y, fill: colour, shape: { field: 'shape', ...identity } },
    },
    ...raisedTitle(timeWords.regime, timeDefinition('regime', panel.regime, [panel.theta]), frame, theme),
  ];
}
