import { formatNumber } from '@crossover/crossover-plots';
import type { NodeSummary, RunState, RunSummary } from '@crossover/protocol';
import type { CurveAssembly } from '../curves/curve-assembly.ts';
import { formatDuration } from '../format/durations.ts';
import type { WatchedExperiment } from '../model/laboratory.ts';

/** One run as the table of runs shows it. */
export interface RunRow {
  readonly id: string;
  readonly regime: string;
  readonly parameters: string;
  readonly kind: string;
  readonly state: RunState;
  readonly fraction: number;
  readonly node: string;
  /** The newest risk and its time, or a dash. */
  readonly risk: string;
  readonly time: string;
  readonly error: string | null;
}

const KINDS = {
  limit: 'limit ODE',
  finite: 'finite-d ODE',
  exact: 'exact mean drift',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles, p → ∞',
} as const;

function lastKnown(curve: readonly number[]): number {
  return curve.findLastIndex((risk) => !Number.isNaN(risk));
}

function nodeName(run: RunSummary, nodes: readonly NodeSummary[]): string {
  if (run.node === null) return '–';
  return nodes.find(({ id }) => id === run.node)?.name ?? run.node;
}

/** The rows of the table of runs, in the experiment's own order. */
export function runRows(
  watched: WatchedExperiment,
  assembly: CurveAssembly,
  nodes: readonly NodeSummary[],
  from: number,
  to: number,
): RunRow[] {
  return [...watched.runs.values()].slice(from, to).map((run) => {
    const known = assembly.describe(run.id, watched);
    const curve = watched.curves.get(run.id) ?? [];
    const last = lastKnown(curve);
    const parameters =
      known === null
        ? 'specification of another version'
        : [
            known.description.inputDimension === null
              ? 'd → ∞'
              : `d = ${formatNumber(known.description.inputDimension)}`,
            `p = ${known.description.studentWidth}`,
            `Δ = ${formatNumber(known.description.noise)}`,
            ...known.description.options,
          ].join(', ');
    const equations = known?.description.equations ?? null;
    return {
      id: run.id,
      regime: known?.description.regime ?? '',
      parameters,
      kind:
        equations === null
          ? `simulation, replica ${(known?.description.replica ?? 0) + 1}`
          : KINDS[equations],
      state: run.state,
      fraction: run.fraction,
      node: nodeName(run, nodes),
      risk: last < 0 ? '–' : formatNumber(curve[last]),
      time: run.secondsSpent === null ? '–' : formatDuration(run.secondsSpent),
      error: run.error === null ? null : `${run.error.name}: ${run.error.message}`,
    };
  });
}
