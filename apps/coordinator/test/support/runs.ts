import {
  digest,
  encodePoints,
  encodeRunResult,
  execute,
  ExecutionAbortedError,
  runSpecificationSchema,
  type ExperimentInput,
  type Progress,
  type RunResult,
} from '@crossover/experiments';
import type { Assignment } from '@crossover/protocol';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestNode } from './sockets.ts';

/** A small experiment: `replicas` simulations of a millisecond or so, and the theory when asked for. */
export function tinyExperiment(
  seed: number,
  { replicas = 2, theory = false, overlaps = false, points = 8 } = {},
): ExperimentInput {
  return {
    name: `tiny-${seed}`,
    title: `Tiny ${seed}`,
    question: 'Does it arrive?',
    parts: [
      {
        base: {
          widthPrefactor: 2,
          teacherWidth: 2,
          kappa: 0,
          delta: 0,
          learningRatePrefactor: 1,
          noise: 0.01,
          inputDimension: 20,
          seed,
          observables: overlaps ? 'overlaps' : 'risk',
          times: { tMax: 5, points },
        },
        replicas,
        theory: theory ? ['finite'] : [],
      },
    ],
  };
}

export interface ExecutedRun {
  readonly result: RunResult;
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/** Really computes an assignment, from its checkpoint when it has one. */
export async function executeAssignment(
  { specification, checkpoint }: Assignment,
  onProgress?: (progress: Progress) => void | Promise<void>,
): Promise<ExecutedRun> {
  const result = await execute(runSpecificationSchema.parse(specification), {
    ...(checkpoint === null ? {} : { checkpoint }),
    ...(onProgress === undefined ? {} : { onProgress }),
    chunkWork: 50,
  });
  const bytes = encodeRunResult(result);
  return { result, bytes, digest: digest(bytes) };
}

/** Where a run stands after `chunks` chunks of its work. */
export async function executePartly({ specification, checkpoint }: Assignment, chunks = 3) {
  let left = chunks;
  const points: Progress['newPoints'][] = [];
  let last: { fraction: number; checkpoint: Uint8Array } | undefined;
  const signal = { aborted: false };
  try {
    await execute(runSpecificationSchema.parse(specification), {
      ...(checkpoint === null ? {} : { checkpoint }),
      signal,
      chunkWork: 50,
      onProgress: (progress) => {
        points.push(progress.newPoints);
        last = { fraction: progress.fraction, checkpoint: progress.checkpoint() };
        left -= 1;
        if (left === 0) signal.aborted = true;
      },
    });
  } catch (error) {
    if (!(error instanceof ExecutionAbortedError)) throw error;
  }
  const firstIndex = points[0].firstIndex;
  const count = points.reduce((sum, stretch) => sum + stretch.count, 0);
  const data = Float64Array.from(points.flatMap((stretch) => [...stretch.data]));
  return { ...last!, points: encodePoints({ firstIndex, count, data }) };
}

/** Leases, computes and delivers until nothing is left. */
export async function workOff(node: TestNode, capacity = 4): Promise<string[]> {
  const delivered: string[] = [];
  for (;;) {
    const { assignments } = await node.tell('lease', { capacity });
    if (assignments.length === 0) return delivered;
    for (const assignment of assignments) {
      const { bytes, digest: sha256 } = await executeAssignment(assignment);
      const { runId, attempt } = assignment;
      await node.tell('complete', { runId, attempt, result: bytes, digest: sha256, seconds: 0.01 });
      delivered.push(runId);
    }
  }
}

/** Waits for something that will become true. Bounded, and never a fixed sleep. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  milliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await delay(20);
  }
}
