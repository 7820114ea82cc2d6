import type { ExperimentSummary, NodeSummary } from '@crossover/protocol';
import { describe, expect, it } from 'vitest';
import { availableActions } from '../src/experiments/experiment-actions.ts';
import { progressWords, verificationWords } from '../src/experiments/progress-words.ts';
import { joinCommand, nodeAction, nodeCondition, nodesInOrder } from '../src/nodes/node-state.ts';

const counts = { total: 4, queued: 0, running: 0, finished: 0, failed: 0, cancelled: 0, paused: 0 };

const experiment = (parts: Partial<ExperimentSummary>): ExperimentSummary => ({
  id: 'x',
  name: 'x',
  title: '',
  question: '',
  state: 'running',
  createdAt: '2026-11-23T12:00:00.000Z',
  finishedAt: null,
  runs: counts,
  fraction: 0.453,
  secondsLeft: 21,
  priority: 'normal',
  verification: { share: 0, verified: 0, mismatches: 0, waiting: 0 },
  points: { regimes: [], positions: [] },
  ...parts,
});

const node = (parts: Partial<NodeSummary>): NodeSummary => ({
  id: 'n',
  name: 'n',
  threads: 2,
  busyThreads: 0,
  stepsPerSecond: 0,
  connected: true,
  silent: false,
  state: 'active',
  reason: null,
  speed: null,
  lastHeardAt: '2026-11-23T12:00:00.000Z',
  softwareVersion: '0.1.0',
  runs: [],
  ...parts,
});

describe('an experiment', () => {
  it.each([
    [experiment({ runs: { ...counts, finished: 1, running: 3 } }), '45 % · about 20 s left · 1 of 4 runs'],
    [experiment({ secondsLeft: null }), '45 % · 0 of 4 runs'],
    [experiment({ runs: { ...counts, failed: 1 }, secondsLeft: null }), '45 % · 0 of 4 runs · 1 run failed'],
    [experiment({ state: 'queued', fraction: 0 }), 'waiting for a node · 4 runs'],
    [
      experiment({ state: 'finished', fraction: 1, finishedAt: '2026-11-23T12:00:19.000Z' }),
      '4 runs · in 19 s',
    ],
    [
      experiment({ state: 'cancelled', runs: { ...counts, finished: 2, cancelled: 2 } }),
      '45 % · 2 of 4 runs',
    ],
  ])('tells how far it is (%#)', (summary, words) => {
    expect(progressWords(summary)).toBe(words);
  });

  it.each([
    [experiment({}), ['pause', 'cancel']],
    [experiment({ state: 'queued' }), ['pause', 'cancel']],
    [experiment({ state: 'paused' }), ['resume', 'cancel']],
    [experiment({ state: 'cancelled' }), ['resume']],
    [experiment({ state: 'cancelled', runs: { ...counts, failed: 1 } }), ['resume', 'retry']],
    [experiment({ state: 'failed', runs: { ...counts, finished: 3, failed: 1 } }), ['retry']],
    [experiment({ state: 'finished' }), []],
  ])('can be steered as it stands (%#)', (summary, actions) => {
    expect(availableActions(summary)).toEqual(actions);
  });

  it('tells what has come of computing runs twice', () => {
    expect(verificationWords({ share: 1, verified: 1, mismatches: 0, waiting: 0 })).toBe(
      '1 run verified on a second node',
    );
    expect(verificationWords({ share: 1, verified: 4, mismatches: 2, waiting: 3 })).toBe(
      '4 runs verified on a second node · 3 wait for another node · 2 results that differed',
    );
  });
});

describe('a node', () => {
  it('is stale before it is lost', () => {
    expect(nodeCondition(node({}))).toBe('idle');
    expect(nodeCondition(node({ busyThreads: 1 }))).toBe('busy');
    expect(nodeCondition(node({ busyThreads: 1, silent: true }))).toBe('stale');
    expect(nodeCondition(node({ connected: false }))).toBe('lost');
  });

  it('shows that it is kept from work, and what ends that', () => {
    expect(nodeCondition(node({ state: 'draining', busyThreads: 1 }))).toBe('draining');
    expect(nodeCondition(node({ state: 'quarantined', silent: true }))).toBe('quarantined');
    expect(nodeCondition(node({ state: 'quarantined' }))).toBe('quarantined');
    expect(nodeCondition(node({ state: 'quarantined', connected: false }))).toBe('lost');
    expect(
      (['active', 'draining', 'quarantined'] as const).map((state) => nodeAction(node({ state }))),
    ).toEqual(['drain', 'undrain', 'release']);
  });

  it('stands above those that are gone', () => {
    const nodes = [node({ name: 'a', connected: false }), node({ name: 'c' }), node({ name: 'b' })];
    expect(nodesInOrder(nodes).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
  });

  it('is added with one command', () => {
    expect(joinCommand('http://lab:4280', 'T')).toBe(
      'npx crossover node --coordinator http://lab:4280 --token T',
    );
    expect(joinCommand('http://lab:4280', null)).toContain('--token NODE_TOKEN');
  });
});
