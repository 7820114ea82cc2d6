import { ArchiveTooLargeError, RunsGoneError } from '@crossover/experiments/export';
import { expect, it } from 'vitest';
import { begun } from '../src/results/result-formats.ts';

async function* failing(error: Error, pieces: readonly string[] = []): AsyncGenerator<string> {
  yield* await Promise.resolve(pieces);
  throw error;
}

it('refuses what cannot be written before the answer begins, and says why', async () => {
  const tooLarge = new ArchiveTooLargeError(9500, 1e9);
  await expect(begun(failing(tooLarge))).rejects.toMatchObject({
    code: 'message-too-large',
    message: tooLarge.message,
  });
  const gone = new RunsGoneError();
  await expect(begun(failing(gone))).rejects.toMatchObject({ code: 'conflict', message: gone.message });
  const unforeseen = new Error('unforeseen');
  await expect(begun(failing(unforeseen))).rejects.toBe(unforeseen);
});

it('breaks off an answer that has begun', async () => {
  const pieces = await begun(failing(new RunsGoneError(), ['a', 'b']));
  const read: unknown[] = [];
  await expect(
    (async () => {
      for await (const piece of pieces) read.push(piece);
    })(),
  ).rejects.toThrow(RunsGoneError);
  expect(read).toEqual(['a', 'b']);
});
