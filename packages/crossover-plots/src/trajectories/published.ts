import type { Theme } from '../language/theme.ts';
import type { Layer } from '../vega-lite/parts.ts';
import type { TrajectoriesInput } from './input.ts';
import type { Panel } from './panels.ts';
import { isDrawable, type TrajectoryRow } from './rows.ts';

/** The dataset of published points, in the panels of their regimes; none where there are none. */
export function publishedRows(
  panels: readonly Panel[],
  { published }: TrajectoriesInput,
): { readonly published?: readonly TrajectoryRow[] } {
  if (published === undefined) return {};
  const rows = published.points.flatMap(({ regime, time, risk }): TrajectoryRow[] => {
    const panel = panels.find(({ regimes }) => regimes.includes(regime));
    if (panel === undefined || !isDrawable(risk) || !(time > 0)) return [];
    return [
      {
        panel: panel.key,
        group: 'published',
        regime,
        kind: 'simulation',
        label: published.label,
        x: time,
        atZero: false,
        time,
        risk,
        low: null,
        high: null,
        standardError: null,
        replicas: 1,
        marked: true,
      },
    ];
  });
  return { published: rows };
}

/** Small crosses in front of everything: they must not hide what they are compared with, nor be hidden. */
export function publishedLayer(
  panel: Panel,
  positions: { readonly x: object; readonly y: object },
  theme: Theme,
): Layer {
  return {
    data: { name: 'published' },
    transform: [{ filter: `datum.panel === '${panel.key}'` }],
    mark: {
      type: 'point',
      shape: 'M-1,-1L1,1M-1,1L1,-1',
      size: 0.7 * theme.markArea,
      strokeWidth: 0.9,
      stroke: theme.mutedInk,
      clip: true,
      aria: false,
    },
    encoding: { ...positions },
  };
}
