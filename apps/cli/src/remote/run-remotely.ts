import type { ExperimentSpecification } from '@crossover/experiments';
import type { ExperimentSummary, Priority } from '@crossover/protocol';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { note } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { CoordinatorClient, type CoordinatorAddress } from './coordinator-client.ts';
import { experimentLine } from './experiment-line.ts';
import { followExperiment } from './follow-experiment.ts';

/** How the coordinator is to treat it, beside what it asks. */
export interface SubmissionTerms {
  readonly priority?: Priority | undefined;
  readonly verify?: number | undefined;
}

/** What a submitted experiment has come to, as it is printed on stdout. */
export type RemoteSummary = Pick<ExperimentSummary, 'id' | 'name' | 'state' | 'runs'>;

/**
 * Submits an experiment to a coordinator and follows it to its end. When the command is interrupted the
 * experiment goes on.
 *
 * @throws FailureError unless all runs finish
 */
export async function runRemotely(
  address: CoordinatorAddress,
  experiment: ExperimentSpecification,
  { priority, verify }: SubmissionTerms,
  signal: AbortSignal,
): Promise<RemoteSummary> {
  const client = new CoordinatorClient(address);
  const submission = await client.submit({
    specification: { ...experiment },
    ...(priority === undefined ? {} : { priority }),
    ...(verify === undefined ? {} : { verify }),
  });
  const { id } = submission.experiment;
  note(messages.submitted(id, submission.runsCreated, submission.runsReused));
  const line = new ProgressLine();
  const ended = await followExperiment(address, id, signal, (summary) => line.update(experimentLine(summary)))
    .catch((error: unknown) => {
      // Interrupted, or refused since its token was replaced.
      if (signal.aborted || error instanceof UsageError) line.note(messages.goesOn(id));
      throw error;
    })
    .finally(() => line.clear());
  const { name, runs, state, verification } = ended;
  if (state !== 'finished') throw new FailureError(messages.experimentEnded(name, state, runs.failed));
  if (verification.waiting > 0) note(messages.verificationsWait(verification.waiting));
  return { id, name, state, runs };
}
