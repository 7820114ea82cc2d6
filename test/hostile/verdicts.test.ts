import { describe, expect, it } from 'vitest';
import { shortfalls } from './fuzz/coverage.ts';
import { countHandlers, intruders } from './fuzz/handlers.ts';
import { judgeMemory } from './fuzz/memory.ts';
import type { Routes } from './fuzz/openapi-routes.ts';
import type { Testimony } from './fuzz/witness.ts';

const routes: Routes = {
  routes: [
    { method: 'GET', path: '/health', schemes: [], parameters: [], body: undefined },
    {
      method: 'GET',
      path: '/api/runs/{id}',
      schemes: ['viewer', 'operator'],
      parameters: [],
      body: undefined,
    },
  ],
  components: {},
};

describe('who reached a handler', () => {
  const reached = (handler: string, bearer: 'viewer' | 'node' | 'a wrong token' | 'no token'): Testimony => ({
    kind: 'reached',
    handler,
    bearer,
    times: 2,
  });

  it('with a token that opens it, or where none is needed, has a right to', () => {
    const testimonies = [
      reached('GET /api/runs/:id', 'viewer'),
      reached('HEAD /api/runs/:id', 'viewer'),
      reached('GET /health', 'no token'),
      reached('GET pages', 'a wrong token'),
      reached('event /nodes', 'node'),
      reached('event /viewers', 'viewer'),
    ];
    expect(intruders(countHandlers(testimonies), routes)).toEqual([]);
  });

  it.each([
    reached('GET /api/runs/:id', 'no token'),
    reached('GET /api/runs/:id', 'a wrong token'),
    reached('GET /api/runs/:id', 'node'),
    reached('GET /api/unheard-of', 'viewer'),
    reached('event /nodes', 'viewer'),
    reached('event /viewers', 'node'),
    reached('event /viewers', 'no token'),
  ])('without one is an intruder: %o', (testimony) => {
    expect(intruders(countHandlers([testimony, testimony]), routes)).toEqual([
      expect.stringContaining('4 times'),
    ]);
  });
});

describe('memory', () => {
  const MEBIBYTE = 2 ** 20;
  const sample = (rss: number, live?: number): Testimony => ({
    kind: 'memory',
    rss: rss * MEBIBYTE,
    delayMilliseconds: 1,
    ...(live === undefined ? {} : { live: live * MEBIBYTE }),
  });
  const before = [sample(400, 50), sample(420)];

  it('that comes and goes is well', () => {
    const during = [sample(900, 90), sample(500, 55)];
    expect(judgeMemory({ before, during, after: [sample(450, 60)], experiments: 0 }).faults).toEqual([]);
  });

  it.each([
    { what: 'is too much at once', during: [sample(950)], after: [sample(450, 50)], says: /took 950 MiB/ },
    { what: 'is not let go', during: [sample(500)], after: [sample(450, 67)], says: /67 MiB are alive/ },
    { what: 'was not measured', during: [sample(500)], after: [sample(450)], says: /NaN MiB are alive/ },
  ])('that $what is a fault', ({ during, after, says }) => {
    expect(judgeMemory({ before, during, after, experiments: 0 }).faults).toEqual([
      expect.stringMatching(says),
    ]);
  });
});

it('what was never reached is told: every event and every operation', () => {
  const missing = shortfalls([], [], routes, 10_000).join('\n');
  for (const surface of [
    'node: complete',
    'viewer: watch',
    'operator: control remove',
    'GET /api/runs/{id}',
  ]) {
    expect(missing).toContain(surface);
  }
});
