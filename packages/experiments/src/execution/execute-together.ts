import { ExecutionAbortedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { groupIdentity } from '../specification/identity.ts';
import type { SimulationSpecification } from '../specification/run-specification.ts';
import { encodeCheckpoint } from './checkpoint.ts';
import type { ResumePoint } from './computation.ts';
import { pointsBetween } from './curve-points.ts';
import { DEFAULT_CHUNK_WORK, type ExecutionOptions } from './execution-options.ts';
import type { RunResult } from './run-result.ts';
import { createSimulations, type Simulation } from './simulation.ts';

/** What one run of several wants to be told; without a checkpoint, since runs start together. */
export type TogetherOptions = Omit<ExecutionOptions, 'checkpoint' | 'chunkWork'>;

/** How a run ended: with its result, or with the error that `execute` would throw. */
export type RunOutcome = PromiseSettledResult<RunResult>;

/**
 * Carries out simulations that differ in their replica number only, side by side: two of them cost the projected engine what
 * one costs. Each has the bits, progress and checkpoints that it would have alone; one that is aborted or diverges does not
 * touch the others.
 *
 * @param options one for each run, in the same order
 * @param onEnd told how the run at a place of the list ended, as soon as it did, which may be long before the others
 * @returns for each run, in the same order, how it ended
 * @throws {TypeError} for runs that are not replicas of one simulation
 */
export async function executeTogether(
  specifications: readonly SimulationSpecification[],
  options: readonly TogetherOptions[],
  onEnd?: (index: number, outcome: RunOutcome) => void,
  chunkWork = DEFAULT_CHUNK_WORK,
): Promise<RunOutcome[]> {
  const groups = new Set(specifications.map(groupIdentity));
  if (groups.size > 1) throw new TypeError(messages.notOneGroup(groups.size));
  return executeGroup(specifications, options, chunkWork, undefined, onEnd);
}

/** The same for a single run that may have a checkpoint. */
export async function executeGroup(
  specifications: readonly SimulationSpecification[],
  options: readonly TogetherOptions[],
  chunkWork: number,
  resume?: ResumePoint,
  onEnd?: (index: number, outcome: RunOutcome) => void,
): Promise<RunOutcome[]> {
  const outcomes = new Map<Simulation, RunOutcome>();
  const group = createSimulations(specifications, options[0].inputs, resume);
  const reported = group.members.map(({ pointsDone }) => pointsDone);
  const underWay = () => group.members.filter((member) => !outcomes.has(member));
  const end = (member: Simulation, outcome: RunOutcome) => {
    outcomes.set(member, outcome);
    onEnd?.(group.members.indexOf(member), outcome);
    return outcome;
  };
  const fail = (member: Simulation, reason: unknown) => end(member, { status: 'rejected', reason });
  const dropAborted = () => {
    group.members.forEach((member, index) => {
      const { signal } = options[index];
      if (signal?.aborted !== true || outcomes.has(member)) return;
      fail(member, new ExecutionAbortedError(messages.aborted(signal.reason), signal.reason));
    });
  };

  dropAborted();
  while (!group.finished && underWay().length > 0) {
    group.advance(chunkWork);
    for (const [index, member] of group.members.entries()) {
      if (outcomes.has(member)) continue;
      if (member.failure !== undefined) {
        fail(member, member.failure);
        continue;
      }
      const newPoints = pointsBetween(member.specification, member, reported[index], member.pointsDone);
      reported[index] = member.pointsDone;
      const { stepsDone, stepsTotal, fraction } = member;
      try {
        await options[index].onProgress?.({
          stepsDone,
          stepsTotal,
          fraction,
          newPoints,
          checkpoint: () =>
            encodeCheckpoint(member.specification, {
              state: member.state(),
              pointsDone: member.pointsDone,
              records: member.records,
            }),
        });
      } catch (error) {
        fail(member, error);
      }
    }
    if (!group.finished) dropAborted();
  }
  return group.members.map((member) => outcomes.get(member) ?? end(member, finished(member)));
}

function finished(member: Simulation): RunOutcome {
  const { specification, P } = member;
  const points = pointsBetween(specification, member, 0, member.pointsDone);
  return { status: 'fulfilled', value: { specification, P, points } };
}
