import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SteadyRateLimit } from '../src/limits/steady-rate-limit.ts';

const MINUTE = 60_000;
let now = 0;

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

function request(limit: SteadyRateLimit, sender = 'sender') {
  let counted: { current: number; ttl: number } | undefined;
  limit.incr(sender, (_error, result) => (counted = result), MINUTE);
  return counted;
}

it('counts the requests of each sender from its first one on, for a minute', () => {
  const limit = new SteadyRateLimit();
  now = 1000;
  expect(request(limit)).toEqual({ current: 1, ttl: MINUTE });
  now = 31_000;
  expect(request(limit)).toEqual({ current: 2, ttl: MINUTE / 2 });
  expect(request(limit, 'another')).toEqual({ current: 1, ttl: MINUTE });
  now = 61_000;
  expect(request(limit)).toEqual({ current: 1, ttl: MINUTE });
});

it('does not go by the wall clock', () => {
  const limit = new SteadyRateLimit();
  now = 0;
  vi.spyOn(Date, 'now').mockReturnValue(1e12);
  request(limit);
  vi.spyOn(Date, 'now').mockReturnValue(1e12 - 1440 * MINUTE);
  now = MINUTE;
  expect(request(limit)).toEqual({ current: 1, ttl: MINUTE });
});

it('forgets those that have asked for nothing for longest when there are too many', () => {
  const limit = new SteadyRateLimit();
  now = 0;
  request(limit, 'first');
  request(limit, 'second');
  for (let index = 0; index < 9_998; index++) request(limit, `invented ${index}`);
  expect(request(limit, 'first')).toMatchObject({ current: 2 });
  request(limit, 'one too many');
  expect(request(limit, 'second')).toMatchObject({ current: 1 });
  expect(request(limit, 'first')).toMatchObject({ current: 3 });
});
