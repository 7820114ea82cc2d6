import type {
  ExperimentDetail,
  ExperimentSummary,
  Frame,
  NodeSummary,
  RiskPoints,
  RunSummary,
  RunUpdate,
} from '@crossover/protocol';
import { addPoints } from './run-curve.ts';

/** An experiment that is looked at, with its runs and their curves. */
export interface WatchedExperiment {
  readonly id: string;
  readonly specification: Readonly<Record<string, unknown>>;
  /** In the experiment's own order. */
  readonly runs: ReadonlyMap<string, RunSummary>;
  readonly curves: ReadonlyMap<string, readonly number[]>;
}

/** All that a viewer knows. A value: every change makes a new one. */
export interface Laboratory {
  readonly experiments: ReadonlyMap<string, ExperimentSummary>;
  readonly nodes: readonly NodeSummary[];
  readonly watched: WatchedExperiment | null;
}

export const emptyLaboratory: Laboratory = { experiments: new Map(), nodes: [], watched: null };

/** What the coordinator answers to `watch`: everything anew. */
export function fromAnswer(answer: {
  readonly experiments: readonly ExperimentSummary[];
  readonly nodes: readonly NodeSummary[];
  readonly detail?: ExperimentDetail | undefined;
}): Laboratory {
  const { detail } = answer;
  return {
    experiments: new Map(answer.experiments.map((experiment) => [experiment.id, experiment])),
    nodes: answer.nodes,
    watched:
      detail === undefined
        ? null
        : {
            id: detail.summary.id,
            specification: detail.specification,
            runs: new Map(detail.runs.map((run) => [run.id, run])),
            curves: withPoints(new Map(), detail.points),
          },
  };
}

/** The next state after a frame. What the frame does not mention stays the same object. */
export function applyFrame(laboratory: Laboratory, frame: Frame): Laboratory {
  return {
    experiments: withExperiments(laboratory.experiments, frame),
    nodes: withNodes(laboratory.nodes, frame),
    watched: withRuns(laboratory.watched, frame),
  };
}

function withExperiments(
  known: ReadonlyMap<string, ExperimentSummary>,
  { experiments, removed }: Frame,
): ReadonlyMap<string, ExperimentSummary> {
  if (experiments.length === 0 && removed.length === 0) return known;
  const changed = new Map(known);
  for (const id of removed) changed.delete(id);
  for (const experiment of experiments) changed.set(experiment.id, experiment);
  return changed;
}

function withNodes(
  known: readonly NodeSummary[],
  { nodes = [], removedNodes = [] }: Frame,
): readonly NodeSummary[] {
  if (nodes.length === 0 && removedNodes.length === 0) return known;
  const changed = new Map(known.map((node) => [node.id, node]));
  for (const id of removedNodes) changed.delete(id);
  for (const node of nodes) changed.set(node.id, node);
  return [...changed.values()];
}

function withRuns(watched: WatchedExperiment | null, frame: Frame): WatchedExperiment | null {
  if (watched === null || frame.removed.includes(watched.id)) return null;
  const { runs: updates = [], points = [] } = frame;
  if (updates.length === 0 && points.length === 0) return watched;
  return {
    ...watched,
    runs: updates.length === 0 ? watched.runs : withUpdates(watched.runs, updates),
    curves: points.length === 0 ? watched.curves : withPoints(watched.curves, points),
  };
}

/** An update without a specification is of a run that is known; one with it may be new. */
function withUpdates(
  known: ReadonlyMap<string, RunSummary>,
  updates: readonly RunUpdate[],
): ReadonlyMap<string, RunSummary> {
  const changed = new Map(known);
  for (const update of updates) {
    const specification = update.specification ?? changed.get(update.id)?.specification;
    if (specification !== undefined) changed.set(update.id, { ...update, specification });
  }
  return changed;
}

function withPoints(
  known: ReadonlyMap<string, readonly number[]>,
  points: readonly RiskPoints[],
): ReadonlyMap<string, readonly number[]> {
  const changed = new Map(known);
  for (const { runId, firstIndex, risk } of points) {
    changed.set(runId, addPoints(changed.get(runId) ?? [], firstIndex, risk));
  }
  return changed;
}

/** Experiments, the newest first. */
export function newestFirst(laboratory: Laboratory): ExperimentSummary[] {
  return [...laboratory.experiments.values()].sort((a, b) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1,
  );
}
