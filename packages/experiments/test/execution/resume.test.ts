import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CheckpointRefusedError,
  encodeRunResult,
  execute,
  ExecutionAbortedError,
  type RunSpecification,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

/** Executes until `generations.length` interruptions have happened, each after the given number of chunks, resuming from bytes. */
async function interrupted(
  specification: RunSpecification,
  generations: readonly { readonly chunks: number; readonly chunkWork: number }[],
): Promise<Uint8Array> {
  let checkpoint: Uint8Array | undefined;
  for (const { chunks, chunkWork } of generations) {
    const controller = new AbortController();
    let seen = 0;
    try {
      const result = await execute(specification, {
        checkpoint,
        chunkWork,
        signal: controller.signal,
        onProgress: (progress) => {
          seen += 1;
          if (seen < chunks) return;
          // A copy, as if it had been written to a disk: nothing may be shared with the run that dies.
          checkpoint = progress.checkpoint().slice();
          controller.abort();
        },
      });
      return encodeRunResult(result);
    } catch (error) {
      if (!(error instanceof ExecutionAbortedError)) throw error;
    }
  }
  return encodeRunResult(await execute(specification, { checkpoint }));
}

const runs: [string, RunSpecification][] = [
  ['the projected engine', simulation({ observables: 'overlaps', times: [0, 0.01, 1, 7, 20] })],
  [
    'the projected engine at d = p + k',
    simulation({ inputDimension: 4, initial: { kind: 'sphere' }, times: [1, 30] }),
  ],
  [
    'the direct engine',
    simulation({ engine: 'direct', observables: 'overlaps', times: [0, 0.01, 1, 7, 20] }),
  ],
  ['the direct engine at d < p + k', simulation({ inputDimension: 3, times: [0, 5, 40] })],
  ['the limit equations', theory({ equations: 'limit', times: [0, 0.01, 1, 7, 20] })],
  [
    'the mean-field equations',
    theory({ equations: 'mean-field', delta: 0.5, widthPrefactor: 20, times: [0, 0.01, 1, 7, 20] }),
  ],
  ['the finite-d equations', theory({ observables: 'overlaps', times: [0.5, 7, 20] })],
];

describe.each(runs)('a run by %s', (_name, specification) => {
  const generation = fc.record({
    chunks: fc.integer({ min: 1, max: 12 }),
    chunkWork: fc.constantFrom(0.5, 3, 20, 100),
  });

  it('gives the same bits however often it is interrupted and resumed', async () => {
    const whole = encodeRunResult(await execute(specification));
    await fc.assert(
      fc.asyncProperty(fc.array(generation, { minLength: 1, maxLength: 6 }), async (generations) => {
        expect(await interrupted(specification, generations)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('can be resumed from the checkpoint of a finished run', async () => {
    let checkpoint: Uint8Array | undefined;
    const whole = await execute(specification, {
      onProgress: (progress) => void (checkpoint = progress.checkpoint()),
    });
    expect(await execute(specification, { checkpoint })).toEqual(whole);
  });

  it('reports only the points behind the checkpoint after a resume', async () => {
    let checkpoint: Uint8Array | undefined;
    let reached = 0;
    await execute(specification, {
      chunkWork: 20,
      onProgress: (progress) => {
        if (checkpoint !== undefined) return;
        checkpoint = progress.checkpoint();
        reached = progress.newPoints.count;
      },
    });
    const firstIndices: number[] = [];
    await execute(specification, {
      checkpoint,
      onProgress: ({ newPoints }) => void firstIndices.push(newPoints.firstIndex),
    });
    expect(firstIndices[0] ?? reached).toBe(reached);
  });
});

describe('a checkpoint is refused', async () => {
  const specification = simulation({ times: [0, 1, 7, 20] });
  let checkpoint = new Uint8Array();
  await execute(specification, {
    chunkWork: 5,
    onProgress: (progress) => void (checkpoint = Uint8Array.from(progress.checkpoint())),
  });

  it('when it belongs to another run, even another replica', async () => {
    for (const other of [{ replica: 1 }, { noise: 0.02 }, { seed: 8 }]) {
      const resumed = execute(simulation({ times: [0, 1, 7, 20], ...other }), { checkpoint });
      await expect(resumed).rejects.toThrow(CheckpointRefusedError);
      await expect(resumed).rejects.toThrow(/belongs to run [0-9a-f]{64}, but this is run [0-9a-f]{64}/);
    }
  });

  it('when any byte is changed or missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: checkpoint.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (position, difference) => {
          const damaged = Uint8Array.from(checkpoint);
          damaged[position] ^= difference;
          await expect(execute(specification, { checkpoint: damaged })).rejects.toThrow(
            CheckpointRefusedError,
          );
          const cut = checkpoint.subarray(0, position);
          await expect(execute(specification, { checkpoint: cut })).rejects.toThrow(CheckpointRefusedError);
        },
      ),
    );
  });

  it('when it is no checkpoint at all', async () => {
    await expect(execute(specification, { checkpoint: new Uint8Array(0) })).rejects.toThrow(
      /begin with nothing/,
    );
    await expect(execute(specification, { checkpoint: new Uint8Array(99) })).rejects.toThrow(
      /begin with 00000000/,
    );
  });
});
