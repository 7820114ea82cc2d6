import type { FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import type { TimeAxis } from '../text/time-definition.ts';
import { axisTime } from './axis-time.ts';
import type { CurveKind } from './input.ts';
import type { Panels } from './panels.ts';

const KINDS: Readonly<Record<CurveKind, string>> = {
  simulation: 'simulation',
  finite: 'finite-d ODE',
  exact: 'exact mean drift',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles, p → ∞',
  limit: 'limit ODE',
};

const TIMES: Readonly<Record<TimeAxis, string>> = { regime: 't', sweeps: 'ν/d', steps: 'ν' };

/** Every point of a figure, drawn or not, in columns: what screen readers read and what is saved as CSV. */
export function trajectoriesTable({ panels }: Panels, axis: TimeAxis): FigureTable {
  const rows = panels.flatMap(({ groups }) =>
    groups.flatMap((group) =>
      Object.values(group.curves).flatMap((curve) =>
        curve.points.map((point) => [
          regimeSigns[group.regime].name,
          group.label,
          KINDS[curve.kind],
          curve.kind === 'simulation' ? curve.replicas : null,
          axisTime(curve, point.time, axis),
          point.risk,
          point.standardError !== undefined && Number.isFinite(point.standardError)
            ? point.standardError
            : null,
        ]),
      ),
    ),
  );
  return {
    columns: ['regime', 'curve', 'kind', 'replicas', TIMES[axis], 'risk R', 'standard error'],
    rows,
  };
}
