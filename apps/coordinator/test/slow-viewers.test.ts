import type { NodeSummary } from '@crossover/protocol';
import { describe, expect, it } from 'vitest';
import { FrameBudget, ViewerCount } from '../src/viewers/frame-budget.ts';
import { NodeNews } from '../src/viewers/node-news.ts';
import { UnreadRuns } from '../src/viewers/unread-runs.ts';

describe('the size of frames', () => {
  /** A link of so many characters a second, on which every frame is as large as it may be. */
  const settle = (perSecond: number, others = 0) => {
    const viewers = new ViewerCount();
    for (let viewer = 0; viewer <= others; viewer += 1) viewers.add();
    const budget = new FrameBudget(viewers);
    for (let frame = 0; frame < 20; frame += 1) {
      budget.acknowledged(budget.characters, (1000 * budget.characters) / perSecond);
    }
    return budget.characters;
  };

  it('is what a slow link carries in about a second', () => {
    for (const perSecond of [8_000, 50_000]) {
      expect(settle(perSecond) / perSecond).toBeGreaterThan(0.25);
      expect(settle(perSecond) / perSecond).toBeLessThanOrEqual(1);
    }
  });

  it('is bounded at both ends', () => {
    expect(settle(10)).toBe(4096);
    expect(settle(1e9)).toBe(512 * 1024);
  });

  it('is shared out when there are many viewers', () => {
    expect(settle(1e9, 99)).toBeLessThan(settle(1e9) / 10);
  });
});

describe('news of nodes', () => {
  const node = (id: string, busyThreads = 0): NodeSummary => ({
    id,
    name: id,
    threads: 1,
    busyThreads,
    stepsPerSecond: 0,
    connected: true,
    silent: false,
    state: 'active',
    reason: null,
    speed: null,
    lastHeardAt: '2026-01-01T00:00:00.000Z',
    softwareVersion: '1',
    runs: [],
  });

  it('are told in parts, oldest change first, until nothing is left', () => {
    const present = Array.from({ length: 10 }, (_, index) => node(`n${index}`));
    const news = new NodeNews(() => present);
    const told: string[] = [];
    let change = 0;
    for (let complete = false; !complete;) {
      const part = news.since(change, 1000, 0);
      told.push(...part.nodes.map(({ id }) => id));
      ({ change, complete } = part);
    }
    expect(told).toEqual(present.map(({ id }) => id));
    expect(news.since(change, 1000, 0)).toMatchObject({ nodes: [], gone: [], complete: true });
  });

  it('are what has changed and what has gone, whoever asks', () => {
    let present = [node('a'), node('b'), node('c')];
    const news = new NodeNews(() => present);
    const { change } = news.since(0, 1e6, 0);
    present = [node('a'), { ...node('b', 1), lastHeardAt: '2026-01-01T00:00:02.000Z' }];
    news.notice();
    for (let time = 1; time <= 2; time++) {
      expect(news.since(change, 1e6, 1000)).toMatchObject({
        nodes: [{ id: 'b', busyThreads: 1 }],
        gone: ['c'],
      });
    }
    expect(news.since(0, 1e6, 1000)).toMatchObject({ nodes: [{ id: 'a' }, { id: 'b' }], gone: [] });
  });

  it('say that there is more while a change has not been looked at', () => {
    const news = new NodeNews(() => [node('a')]);
    const { change } = news.since(0, 1e6, 0);
    news.notice();
    expect(news.since(change, 1e6, 1).complete).toBe(false);
    expect(news.since(change, 1e6, 1000).complete).toBe(true);
  });
});

describe('runs that are still to be read', () => {
  it('are taken in order, round after round, and again when they are added again', () => {
    const unread = new UnreadRuns(10);
    expect(unread.take(6)).toEqual([0, 1, 2, 3, 4, 5]);
    unread.putBack([4, 5]);
    expect([unread.has(3), unread.has(4), unread.count]).toEqual([false, true, 6]);
    unread.add(1);
    expect(unread.take(100)).toEqual([4, 5, 6, 7, 8, 9]);
    unread.add(8);
    expect(unread.take(100)).toEqual([1, 8]);
    expect(unread.take(100)).toEqual([]);
    unread.addAll();
    expect(unread.count).toBe(10);
  });
});
