import { describeRun, type RunDescription } from '../analysis/describe-run.ts';
import { groupReplicas, type RunGroup } from '../analysis/groups.ts';
import { recordLength } from '../specification/record-length.ts';
import { runIdentity } from '../specification/identity.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { stepOfTime } from '../specification/scaling-of.ts';
import { expandExperiment } from '../sweeps/expand.ts';
import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import { estimateWork } from './estimate-work.ts';
import { memoryOf } from './memory.ts';

/** A parameter point of an experiment, before it is run. */
export interface PlannedPoint {
  /** Label of the first part that asks for it; empty where that has none. */
  readonly part: string;
  readonly description: RunDescription;
  /** Replicas, or 1 for a theory run. */
  readonly runs: number;
  /** Of these, how many are finished already. */
  readonly finished: number;
  /** SGD steps of one run; null for theory. */
  readonly steps: number | null;
  /** Work of each job that is left: two replicas that the projected engine takes together are one. Units of `estimateWork`. */
  readonly jobs: readonly number[];
  /** Bytes that one run holds while it is computed. */
  readonly memory: number;
  /** Numbers in the results of all its runs. */
  readonly numbers: number;
}

export interface ExperimentPlan {
  readonly points: readonly PlannedPoint[];
  readonly runs: number;
  readonly finished: number;
  /** SGD steps that are left. */
  readonly steps: number;
  /** Work that is left, and the longest job of it. */
  readonly work: number;
  readonly longestJob: number;
  /** Bytes of the run that needs most. */
  readonly memory: number;
  readonly numbers: number;
}

/**
 * What an experiment will take, before anything starts.
 *
 * @param isFinished whether the run of this identity need not be computed again
 * @throws {InvalidSpecificationError} as `expandExperiment` does
 */
export function planExperiment(
  experiment: ExperimentInput,
  isFinished: (identity: string) => boolean = () => false,
): ExperimentPlan {
  const runs = expandExperiment(experiment);
  const partOf = firstParts(experiment);
  const points = groupReplicas(runs).map((group) => ({
    part: partOf.get(runIdentity(group.specification)) ?? '',
    ...plannedPoint(group, runs, isFinished),
  }));
  const jobs = points.flatMap((point) => point.jobs);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    points,
    runs: runs.length,
    finished: sum(points.map(({ finished }) => finished)),
    steps: sum(points.map(({ steps, runs: all, finished }) => (steps ?? 0) * (all - finished))),
    work: sum(jobs),
    longestJob: Math.max(0, ...jobs),
    memory: Math.max(0, ...points.map(({ memory }) => memory)),
    numbers: sum(points.map(({ numbers }) => numbers)),
  };
}

/** The label of the first part that asks for each run. */
function firstParts(experiment: ExperimentInput): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const part of experiment.parts) {
    for (const run of expandExperiment({ ...experiment, parts: [part] })) {
      const identity = runIdentity(run);
      if (!labels.has(identity)) labels.set(identity, part.label ?? '');
    }
  }
  return labels;
}

function plannedPoint(
  { specification, members }: RunGroup,
  runs: readonly RunSpecification[],
  isFinished: (identity: string) => boolean,
): Omit<PlannedPoint, 'part'> {
  const finished = members.filter((member) => isFinished(runIdentity(runs[member]))).length;
  const left = members.length - finished;
  const paired = specification.kind === 'simulation' && specification.engine === 'projected';
  const jobs = paired ? Math.ceil(left / 2) : left;
  const work = estimateWork(specification);
  return {
    description: describeRun(specification),
    runs: members.length,
    finished,
    steps:
      specification.kind === 'simulation' ? stepOfTime(specification, specification.times.length - 1) : null,
    jobs: Array.from({ length: jobs }, () => work),
    memory: memoryOf(specification),
    numbers: members.length * specification.times.length * recordLength(specification),
  };
}

/** Length of the schedule that gives the longest job left to the thread that is free first, in the units of the jobs. */
export function scheduleLength(jobs: readonly number[], threads: number): number {
  const busyUntil = Array.from({ length: threads }, () => 0);
  for (const job of [...jobs].sort((a, b) => b - a)) {
    busyUntil[busyUntil.indexOf(Math.min(...busyUntil))] += job;
  }
  return Math.max(...busyUntil);
}
