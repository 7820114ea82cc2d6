import { expect, it } from 'vitest';
import { backoffSeconds } from '../src/runs/backoff.ts';
import { deadlineOf, isOverdue } from '../src/runs/deadline.ts';

const MINUTE = 60_000;
const SECOND_OF_WORK = 1e6;

it('allows an attempt ten times what it should take on its node, and never less than two minutes', () => {
  const now = 1000;
  expect(deadlineOf(SECOND_OF_WORK, 1, { now, fraction: 0 }).allowed).toBe(2 * MINUTE);
  expect(deadlineOf(60 * SECOND_OF_WORK, 1, { now, fraction: 0 }).allowed).toBe(10 * MINUTE);
  expect(deadlineOf(60 * SECOND_OF_WORK, 0.5, { now, fraction: 0 }).allowed).toBe(20 * MINUTE);
  expect(deadlineOf(60 * SECOND_OF_WORK, undefined, { now, fraction: 0 }).allowed).toBe(10 * MINUTE);
});

it('abandons an attempt that has made no progress until then', () => {
  const deadline = deadlineOf(SECOND_OF_WORK, 1, { now: 0, fraction: 0.25 });
  expect(isOverdue(deadline, 0.25, 2 * MINUTE)).toBe(false);
  expect(isOverdue(deadline, 0.25, 2 * MINUTE + 1)).toBe(true);
});

it('extends the deadline once, by what the progress shows, and never again', () => {
  const deadline = deadlineOf(SECOND_OF_WORK, 1, { now: 0, fraction: 0 });
  // A tenth in three minutes: 27 more to come, and twice as much is allowed.
  expect(isOverdue(deadline, 0.1, 3 * MINUTE)).toBe(false);
  expect(isOverdue(deadline, 0.5, 57 * MINUTE)).toBe(false);
  expect(isOverdue(deadline, 0.9, 57 * MINUTE + 1)).toBe(true);
});

it('waits longer after every error, at random, and for five minutes at most', () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => backoffSeconds(failures, 0))).toEqual([1, 1, 1, 1, 1, 1]);
  const longest = [1, 2, 3, 4, 5, 50].map((failures) => backoffSeconds(failures, 1));
  expect(longest).toEqual([4, 16, 64, 256, 300, 300]);
});
