import { describe, expect, it } from 'vitest';
import { normalizeRunSpecification } from '@crossover/experiments';
import type { LocalRun } from '../src/local/execute-runs.ts';
import { ExecutionFollower, type ExecutionState } from '../src/local/execution-state.ts';
import { formatRate, progressLines } from '../src/terminal/progress-lines.ts';

const run = (id: string, inputDimension: number, checkpoint: Uint8Array | null = null): LocalRun => ({
  id,
  checkpoint,
  specification: normalizeRunSpecification({
    kind: 'simulation',
    widthPrefactor: 8,
    teacherWidth: 4,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 8,
    noise: 1e-3,
    inputDimension,
    times: [0, 100],
  }),
});
const progress = (fraction: number, stepsPerSecond: number) => ({
  fraction,
  stepsPerSecond,
  stepsDone: 0,
  stepsTotal: null,
  newPoints: null,
  checkpoint: null,
});

/** A follower whose clock says what the test sets. */
function followed(runs: readonly LocalRun[]) {
  const clock = { seconds: 0 };
  const follower = new ExecutionFollower('sweep', () => clock.seconds);
  follower.planned(runs);
  return { clock, follower };
}

describe('the state of an execution', () => {
  it('weighs runs by their work and extrapolates the speed seen so far', () => {
    const runs = [run('a', 100_000), run('b', 100_000)];
    const { clock, follower } = followed(runs);
    follower.started(runs[0]);
    clock.seconds = 10;
    follower.progress(runs[0], progress(0.5, 5e5));
    const state = follower.state();
    expect(state.fraction).toBeCloseTo(0.25, 12);
    expect(state.secondsLeft).toBeCloseTo(30, 9);
    expect(state.stepsPerSecond).toBe(5e5);
    // Half of 10⁷ steps at 5 × 10⁵ a second.
    expect(state.underWay).toMatchObject([{ id: 'a', fraction: 0.5, secondsLeft: 10 }]);
  });

  it('does not take what a checkpoint brought along for speed', () => {
    const runs = [run('a', 1000, new Uint8Array(1))];
    const { clock, follower } = followed(runs);
    follower.started(runs[0]);
    clock.seconds = 1;
    follower.progress(runs[0], progress(0.8, 1e6));
    expect(follower.state().secondsLeft).toBeNull();
    clock.seconds = 3;
    follower.progress(runs[0], progress(0.9, 1e6));
    expect(follower.state().secondsLeft).toBeCloseTo(3, 9);
  });

  it('counts finished and failed runs, which are no longer under way', () => {
    const runs = [run('a', 100), run('b', 100), run('c', 100)];
    const { follower } = followed(runs);
    for (const each of runs) follower.started(each);
    follower.finished(runs[0]);
    follower.failed(runs[1]);
    expect(follower.state()).toMatchObject({ finished: 1, failed: 1, total: 3, underWay: [{ id: 'c' }] });
  });
});

describe('the display', () => {
  const state: ExecutionState = {
    title: 'paper/fig3',
    fraction: 0.5,
    finished: 3,
    failed: 1,
    total: 20,
    stepsPerSecond: 4.2e6,
    secondsLeft: 125,
    underWay: Array.from({ length: 10 }, (_, index) => ({
      id: String(index),
      label: `plateau · Δ = 0.001 · d = 1000 · simulation, replica ${index}`,
      fraction: 0.07,
      stepsPerSecond: 2.1e6,
      secondsLeft: 8,
    })),
  };

  it('has a line for the whole with a bar, and one for each run under way, of which it lists eight', () => {
    const lines = progressLines(state, 200);
    expect(lines[0]).toMatch(
      /^█{12}░{12} paper\/fig3 50 % · 3 of 20 runs, 1 failed · 4.2.M steps\/s · 2 min 05 s left$/,
    );
    expect(lines).toHaveLength(10);
    expect(lines[1]).toMatch(/^ {4}7 % · 2.1.M\/s · 8.0 s left {2}plateau · Δ = 0.001/);
    expect(lines[9]).toBe('  … and 2 more under way');
  });

  it.each([1, 10, 40, 80])('never wraps in a window of %i columns', (columns) => {
    for (const line of progressLines(state, columns)) {
      expect([...line].length).toBeLessThanOrEqual(Math.max(2, columns - 1));
    }
  });

  it.each([
    [0.5, '0.5'],
    [999, '999'],
    [1500, '1.5 k'],
    [4.23e6, '4.23 M'],
    [1e9, '1 G'],
  ])('writes %d a second as %s', (rate, text) => {
    expect(formatRate(rate).replace(/\s/, ' ')).toBe(text);
  });
});
