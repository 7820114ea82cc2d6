import type { RegimeName } from '@crossover/ode-theory';
import { timeRange, type TimeRange } from '../axes/time-range.ts';
import { regimeOrder } from '../language/regimes.ts';
import { shade } from '../language/shades.ts';
import type { Theme } from '../language/theme.ts';
import { compareParameters, varyingParameters } from '../text/parameters.ts';
import { axisTime } from './axis-time.ts';
import type { TimeAxis } from '../text/time-definition.ts';
import type { Curve, CurveKind, CurveParameters } from './input.ts';

/** Curves with equal parameters: a simulation and its theory. One entry of the legend. */
export interface CurveGroup {
  readonly id: string;
  readonly regime: RegimeName;
  readonly label: string;
  readonly colour: string;
  readonly parameters: CurveParameters;
  readonly curves: Readonly<Partial<Record<CurveKind, Curve>>>;
}

/** One pair of axes: a regime in its own time, or all regimes in ν/d or ν. */
export interface Panel {
  readonly key: string;
  readonly index: number;
  readonly regimes: readonly RegimeName[];
  readonly thetas: readonly number[];
  readonly range: TimeRange;
  readonly groups: readonly CurveGroup[];
}

export interface Panels {
  readonly panels: readonly Panel[];
  /** Curves that have no place on the chosen time axis: a limit that knows no d has no ν. */
  readonly withoutTime: readonly Curve[];
}

/** Equal for equal parameters, different for different ones. */
function parameterKey(parameters: CurveParameters): string {
  const { inputDimension, widthPrefactor, studentWidth, teacherWidth, kappa, delta } = parameters;
  const { learningRatePrefactor, noise, seed, start, options = '' } = parameters;
  const numbers = [inputDimension ?? '∞', widthPrefactor, studentWidth, teacherWidth, kappa, delta];
  return [...numbers, learningRatePrefactor, noise, seed, start, options].join(' ');
}

/**
 * The input dimension under which a limit curve is listed: that of the simulations beside it when there is
 * only one, otherwise its own, d → ∞.
 */
function pairedParameters(curve: Curve, dimensions: ReadonlySet<number>): CurveParameters {
  const [only] = dimensions;
  if (curve.parameters.inputDimension !== null || dimensions.size !== 1 || only === undefined) {
    return curve.parameters;
  }
  return { ...curve.parameters, inputDimension: only };
}

function groupRegime(regime: RegimeName, curves: readonly Curve[], theme: Theme): CurveGroup[] {
  const dimensions = new Set(
    curves.map(({ parameters }) => parameters.inputDimension).filter((value) => value !== null),
  );
  const byParameters = new Map<string, { parameters: CurveParameters; curves: Curve[] }>();
  for (const curve of curves) {
    const parameters = pairedParameters(curve, dimensions);
    const key = parameterKey(parameters);
    const entry = byParameters.get(key) ?? { parameters, curves: [] };
    entry.curves.push(curve);
    byParameters.set(key, entry);
  }
  const entries = [...byParameters.entries()].sort(([, a], [, b]) =>
    compareParameters(a.parameters, b.parameters),
  );
  const varying = varyingParameters(entries.map(([, { parameters }]) => parameters));
  const [whole] = curves;
  return entries.map(([key, { parameters, curves: members }], rank) => ({
    id: `${regime} ${key}`,
    regime,
    label:
      varying.map(({ text }) => text(parameters)).join(', ') ||
      (whole?.parameters.inputDimension === null ? 'limit' : `d = ${parameters.inputDimension ?? '∞'}`),
    colour: shade(theme.regimes[regime], rank, entries.length),
    parameters,
    curves: Object.fromEntries(members.map((curve) => [curve.kind, curve])),
  }));
}

function rangeOf(curves: readonly Curve[], axis: TimeAxis): TimeRange {
  let first = Infinity;
  let last = 0;
  for (const curve of curves) {
    const start = axisTime(curve, curve.grid.first, axis);
    const end = axisTime(curve, curve.grid.last, axis);
    if (start !== null && start > 0) first = Math.min(first, start);
    if (end !== null && end > 0) last = Math.max(last, end);
  }
  return last > 0 ? timeRange(Math.min(first, last), last) : timeRange(0.1, 1000);
}

/** Sorts curves into panels: one for each regime in the regime's own time, one for all otherwise. */
export function arrangePanels(curves: readonly Curve[], axis: TimeAxis, theme: Theme): Panels {
  const placed = curves.filter((curve) => axisTime(curve, curve.grid.last, axis) !== null);
  const withoutTime = curves.filter((curve) => !placed.includes(curve));
  const present = regimeOrder.filter((regime) => placed.some((curve) => curve.regime === regime));
  const parts: { key: string; regimes: RegimeName[] }[] =
    axis === 'regime'
      ? present.map((regime) => ({ key: regime, regimes: [regime] }))
      : [{ key: 'all', regimes: present }];
  const panels = parts
    .filter(({ regimes }) => regimes.length > 0)
    .map(({ key, regimes }, index): Panel => {
      const members = placed.filter(({ regime }) => regimes.includes(regime));
      return {
        key,
        index,
        regimes,
        thetas: [...new Set(members.map(({ theta }) => theta))],
        range: rangeOf(members, axis),
        groups: regimes.flatMap((regime) =>
          groupRegime(
            regime,
            members.filter((curve) => curve.regime === regime),
            theme,
          ),
        ),
      };
    });
  return { panels, withoutTime };
}
