import type { RegimeName } from '@crossover/ode-theory';
import { regimeSigns, type MarkShape } from '../language/regimes.ts';
import { blend, shade } from '../language/shades.ts';
import type { Theme } from '../language/theme.ts';
import { superscript } from '../text/superscript.ts';
import { decadeOf, formatNumber, powerOfTen } from '../text/numbers.ts';
import { isDrawable } from '../trajectories/rows.ts';
import { bestOf } from './best.ts';
import type { LearningRateBudget, LearningRateSeries } from './input.ts';

/** One point of one frame, or one piece of a line. */
export interface LearningRateRow {
  readonly series: number;
  readonly learningRate: number;
  readonly value: number | null;
  readonly colour: string;
  readonly shape: MarkShape;
  readonly settled: boolean;
  readonly low: number | null;
  readonly high: number | null;
  /** The other end of a piece of a line. */
  readonly nextRate: number | null;
  readonly nextValue: number | null;
  /** ν/d of a budget. */
  readonly sweeps: number | null;
  readonly label: string;
}

/** Names of a figure's data. */
export interface LearningRateRows {
  readonly ends: readonly LearningRateRow[];
  readonly sweeps: readonly LearningRateRow[];
  readonly predicted: readonly LearningRateRow[];
  readonly budgets: readonly LearningRateRow[];
  readonly optima: readonly LearningRateRow[];
}

const BOTTOM = 1e-300;

const band = (value: number, error: number | null) =>
  error !== null && error > 0 && error < Infinity
    ? { low: Math.max(BOTTOM, value - error), high: value + error }
    : { low: null, high: null };

/** A colour for each number of sweeps: the regime's from light to dark, grey where the rates cross regimes. */
function budgetColours(
  budgets: readonly LearningRateBudget[],
  regimes: ReadonlySet<RegimeName>,
  theme: Theme,
) {
  const [regime] = regimes;
  const ordered = [...new Set(budgets.map(({ sweeps }) => sweeps))].sort((a, b) => a - b);
  return new Map(
    ordered.map((sweeps, rank) => [
      sweeps,
      regimes.size === 1 && regime !== undefined
        ? shade(theme.regimes[regime], rank, ordered.length)
        : blend(theme.axis, theme.ink, ordered.length < 2 ? 1 : rank / (ordered.length - 1)),
    ]),
  );
}

/** 10³ or 300: as short as a label within a frame must be. */
function shortNumber(value: number): string {
  const decade = decadeOf(value);
  return decade >= 3 && value === powerOfTen(decade) ? `10${superscript(decade)}` : formatNumber(value);
}

export function learningRateRows(series: readonly LearningRateSeries[], theme: Theme): LearningRateRows {
  const rows = { ends: [], sweeps: [], predicted: [], budgets: [], optima: [] } as {
    -readonly [Name in keyof LearningRateRows]: LearningRateRow[];
  };
  for (const [rank, member] of series.entries()) {
    const points = [...member.points].sort((a, b) => a.learningRate - b.learningRate);
    const colourOf = (regime: RegimeName): string => shade(theme.regimes[regime], rank, series.length);
    const blank = {
      series: rank,
      shape: 'circle' as const,
      settled: true,
      low: null,
      high: null,
      nextRate: null,
      nextValue: null,
      sweeps: null,
      label: '',
    };
    for (const { learningRate, regime, finalRisk, standardError, settled, sweepsToFinal } of points) {
      const row = {
        ...blank,
        learningRate,
        settled,
        colour: colourOf(regime),
        shape: regimeSigns[regime].shape,
      };
      if (isDrawable(finalRisk))
        rows.ends.push({ ...row, value: finalRisk, ...band(finalRisk, standardError) });
      rows.sweeps.push({ ...row, value: sweepsToFinal !== null && sweepsToFinal > 0 ? sweepsToFinal : null });
    }
    const predicted = points.flatMap(({ predictedRisk, ...point }) =>
      predictedRisk !== null && isDrawable(predictedRisk) ? [{ ...point, predictedRisk }] : [],
    );
    for (const [index, { learningRate, regime, predictedRisk }] of predicted.entries()) {
      const next = predicted.at(index + 1);
      if (next === undefined) continue;
      rows.predicted.push({
        ...blank,
        learningRate,
        value: predictedRisk,
        nextRate: next.learningRate,
        nextValue: next.predictedRisk,
        colour: regime === next.regime ? colourOf(regime) : theme.mutedInk,
      });
    }
    const colours = budgetColours(member.budgets, new Set(points.map(({ regime }) => regime)), theme);
    for (const budget of member.budgets) {
      const { sweeps } = budget;
      const row = { ...blank, sweeps, colour: colours.get(sweeps) ?? theme.ink };
      for (const { learningRate, risk, standardError } of budget.points) {
        if (!isDrawable(risk)) continue;
        rows.budgets.push({ ...row, learningRate, value: risk, ...band(risk, standardError) });
      }
      const best = bestOf(budget);
      if (best === null) continue;
      rows.optima.push({
        ...row,
        learningRate: best.learningRate,
        value: best.risk,
        settled: best.edge === null,
        label: shortNumber(sweeps),
      });
    }
  }
  return rows;
}
