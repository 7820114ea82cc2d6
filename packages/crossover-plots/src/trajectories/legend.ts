import type { RegimeName } from '@crossover/ode-theory';
import { regimeSigns, type MarkShape } from '../language/regimes.ts';
import type { CurveGroup, Panel } from './panels.ts';

/** One entry: a mark, a line, or a line through a mark, and what it stands for. */
export interface LegendEntry {
  readonly group: string;
  readonly label: string;
  readonly colour: string;
  readonly shape: MarkShape;
  /** Simulation. */
  readonly mark: boolean;
  /** Whether its marks are hollow. */
  readonly hollow?: boolean;
  /** Theory; dashed for a limit or a gradient flow that stands beside another theory's curves, dotted for particles alone. */
  readonly line: 'solid' | 'dashed' | 'solid-and-dashed' | 'dotted' | null;
}

/** The entries of one regime within a panel. */
export interface LegendBlock {
  readonly panel: string;
  readonly regime: RegimeName;
  readonly entries: readonly LegendEntry[];
}

/** Whether limit curves are dashed: only beside a finite-d curve of the same regime. */
export function limitIsDashed(groups: readonly CurveGroup[], regime: RegimeName): boolean {
  return groups.some((group) => group.regime === regime && hasFiniteTheory(group));
}

/** Whether curves of gradient flow are dashed: only beside another theory's curve of the same regime. */
export function flowIsDashed(groups: readonly CurveGroup[], regime: RegimeName): boolean {
  return groups.some(
    (group) => group.regime === regime && (hasFiniteTheory(group) || group.curves.limit !== undefined),
  );
}

function hasFiniteTheory({ curves }: CurveGroup): boolean {
  return curves.finite !== undefined || curves.exact !== undefined;
}

/** Where a group's curve ends: theory first, because it is complete before the simulation is. */
function endingHeight({ curves }: CurveGroup): number {
  for (const curve of [
    curves.exact,
    curves.finite,
    curves.limit,
    curves['gradient-flow'],
    curves['mean-field'],
    curves.simulation,
  ]) {
    const last = curve?.points.findLast(({ risk }) => risk > 0);
    if (last !== undefined) return last.risk;
  }
  return -Infinity;
}

function lineOf(group: CurveGroup, dashed: { limit: boolean; flow: boolean }): LegendEntry['line'] {
  const { limit, 'gradient-flow': flow } = group.curves;
  const solid =
    hasFiniteTheory(group) || (limit !== undefined && !dashed.limit) || (flow !== undefined && !dashed.flow);
  const broken = (limit !== undefined && dashed.limit) || (flow !== undefined && dashed.flow);
  if (solid) return broken ? 'solid-and-dashed' : 'solid';
  if (broken) return 'dashed';
  return group.curves['mean-field'] === undefined ? null : 'dotted';
}

/** Entries in the order in which the curves end, from the top down; a block for each regime of each panel. */
export function legendBlocks(panels: readonly Panel[]): LegendBlock[] {
  return panels.flatMap(({ key, regimes, groups }) =>
    regimes.map((regime) => {
      const dashed = { limit: limitIsDashed(groups, regime), flow: flowIsDashed(groups, regime) };
      const entries = groups
        .filter((group) => group.regime === regime)
        .map((group, position) => ({ group, position, height: endingHeight(group) }))
        .sort((a, b) => (a.height === b.height ? a.position - b.position : b.height - a.height))
        .map(({ group }): LegendEntry => ({
          group: group.id,
          label: group.label,
          colour: group.colour,
          shape: regimeSigns[regime].shape,
          mark: group.curves.simulation !== undefined,
          line: lineOf(group, dashed),
        }));
      return { panel: key, regime, entries };
    }),
  );
}
