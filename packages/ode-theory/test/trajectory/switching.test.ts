import { describe, expect, it } from 'vitest';
import {
  createTrajectory,
  restoreTrajectory,
  solve,
  type Trajectory,
  type TrajectoryEvent,
} from '../../src/index.ts';
import { teacherSpan } from '../support/overlaps.ts';

const options = {
  initial: teacherSpan(4, 2, 'switching'),
  weights: { gradient: 1, variance: 0.5 },
  noise: 1e-3,
  times: [1, 10, 100, 1000, 1e4],
};

/** To its end, by pieces; how many times it changed its method on the way. */
function switchesOf(trajectory: Trajectory, piece: number): number {
  let switches = 0;
  let before = trajectory.statistics;
  let wasImplicit = false;
  while (!trajectory.finished) {
    trajectory.advance(piece);
    const isImplicit = trajectory.statistics.implicitSteps > before.implicitSteps;
    if (isImplicit !== wasImplicit) switches++;
    wasImplicit = isImplicit;
    before = trajectory.statistics;
  }
  return switches;
}

describe('a trajectory that ends in a long stiff stage', () => {
  it.each([0, 1e-3])('is as exact as its tolerance says, with noise %f', (noise) => {
    const exact = solve({ ...options, noise, relativeTolerance: 1e-12 }).risk;
    for (const relativeTolerance of [1e-6, 1e-7, 1e-8, 1e-9, 1e-10]) {
      const { risk, statistics } = solve({ ...options, noise, relativeTolerance });
      expect(statistics.implicitSteps).toBeGreaterThan(100);
      // Explicit steps alone: eleven thousand evaluations and more at every tolerance (p = 8, k = 4).
      expect(statistics.evaluations).toBeLessThan(5000);
      // Some hundred steps, each of which may err by the tolerance; most errors die out.
      risk.forEach((value, index) =>
        expect(Math.abs(value / exact[index] - 1)).toBeLessThan(100 * relativeTolerance),
      );
    }
  });

  // Events and a stop are pending all along; at this tolerance trials of the implicit method fail at first.
  const watched = {
    ...options,
    times: [0.1, 1, 10, 100, 1e6],
    relativeTolerance: 1e-9,
    stationaryBelow: 1e-9,
    events: [
      { kind: 'risk-below', value: 3e-3 },
      { kind: 'risk-below', value: 6e-5 },
      { kind: 'alignment-above', value: 0.99 },
      { kind: 'positive', name: 'later', of: (_overlaps, _secondLayer, time) => time - 77 },
    ] satisfies TrajectoryEvent[],
  };
  const whole = createTrajectory(watched);
  const switches = switchesOf(whole, 1);

  it('changes its method in both directions, meets its events and stops', () => {
    expect(switches).toBeGreaterThanOrEqual(3);
    expect(whole.events.length).toBeGreaterThanOrEqual(3);
    expect(whole.endedBy).toBe('stationary');
    // The stop lies within the implicit stage, where the derivative is what the equations left.
    expect(whole.statistics.implicitSteps).toBeGreaterThan(100);
  });

  it('is the same to the bit however it is cut into pieces', () => {
    for (const piece of [7, 40, 333, Infinity]) {
      const pieces = createTrajectory(watched);
      switchesOf(pieces, piece);
      expect(pieces.points).toEqual(whole.points);
      expect(pieces.events).toEqual(whole.events);
      expect(pieces.checkpoint()).toEqual(whole.checkpoint());
    }
  });

  it('is the same to the bit, work included, resumed from checkpoints of every step', () => {
    let chain = createTrajectory(watched);
    const points = [...chain.points];
    const original = createTrajectory(watched);
    for (let step = 0; !original.finished; step++) {
      chain = restoreTrajectory(watched, chain.checkpoint());
      chain.advance(1);
      points.push(...chain.points);
      original.advance(1);
      expect(chain.checkpoint()).toEqual(original.checkpoint());
      if (step % 25 !== 0) continue;
      const resumed = restoreTrajectory(watched, original.checkpoint());
      resumed.advance(Infinity);
      expect(resumed.events).toEqual(whole.events);
      expect(resumed.statistics).toEqual(whole.statistics);
      expect(resumed.checkpoint()).toEqual(whole.checkpoint());
    }
    expect(points).toEqual(whole.points);
  });
});
