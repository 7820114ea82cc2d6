import {
  digest,
  encodeRunResult,
  runIdentity,
  runSpecificationSchema,
  type RunResult,
  type RunSpecification,
} from '@crossover/experiments';
import { LIMITS, type Assignment, type Lease } from '@crossover/protocol';
import { z } from 'zod';
import * as messages from '../messages.ts';
import type { ProgressRhythm } from '../threads/run-progress.ts';
import type { ThreadPool } from '../threads/thread-pool.ts';
import type { NodeLogger } from './logger.ts';
import type { Ending } from './outbox.ts';
import type { RunInHand } from './run-in-hand.ts';

/**
 * Reads the specification of an assignment. A node trusts nothing: a specification that does not follow
 * the schema, or that is not the one its run is named after, is not executed.
 */
export function readSpecification({ runId, specification }: Assignment): RunSpecification | Error {
  const parsed = runSpecificationSchema.safeParse(specification);
  if (!parsed.success) return new Error(messages.specificationRefused(z.prettifyError(parsed.error)));
  const identity = runIdentity(parsed.data);
  return identity === runId ? parsed.data : new Error(messages.identityMismatch(identity, runId));
}

export interface ExecutionContext {
  readonly pool: ThreadPool;
  readonly rhythm: ProgressRhythm;
  readonly logger: NodeLogger;
  readonly onProgress: () => void;
}

/** Executes a leased run and says how it ended: with a result, an error, or handed back because it was stopped. */
export async function executeLeasedRun(
  run: RunInHand,
  checkpoint: Uint8Array | null,
  context: ExecutionContext,
): Promise<Ending> {
  const { lease } = run;
  let startedAt = performance.now();
  try {
    const result = await context.pool.execute(run.specification, {
      checkpoint,
      signal: run.signal,
      rhythm: context.rhythm,
      onStart: () => {
        startedAt = performance.now();
        context.logger.debug(messages.runStarted(lease.runId, checkpoint !== null));
      },
      onProgress: (progress) => {
        run.observe(progress);
        context.onProgress();
      },
    });
    return completion(lease, result, (performance.now() - startedAt) / 1000);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (name === 'CheckpointRefusedError' && checkpoint !== null) {
      context.logger.warn(messages.checkpointRefused(lease.runId, message));
      return executeLeasedRun(run, null, context);
    }
    if (name === 'ExecutionAbortedError' || name === 'ThreadPoolClosedError') {
      return { event: 'release', message: lease };
    }
    // Everything else that execution throws is a function of the specification and would come again.
    return failure(lease, name, message, name === 'WorkerCrashedError');
  }
}

/** The message that a run ended with an error, cut to what the protocol carries. */
export function failure(lease: Lease, name: string, message: string, retryable: boolean): Ending {
  const error = {
    name: name.slice(0, LIMITS.maxNameLength),
    message: message.slice(0, LIMITS.maxMessageLength),
  };
  return { event: 'fail', message: { ...lease, error, retryable } };
}

function completion(lease: Lease, result: RunResult, seconds: number): Ending {
  const bytes = encodeRunResult(result);
  if (bytes.byteLength > LIMITS.maxResultBytes) {
    const reason = messages.resultTooLarge(bytes.byteLength, LIMITS.maxResultBytes);
    return failure(lease, 'ResultTooLargeError', reason, false);
  }
  return { event: 'complete', message: { ...lease, result: bytes, digest: digest(bytes), seconds } };
}
