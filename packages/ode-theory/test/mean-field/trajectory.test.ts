import { InvalidArgumentError } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  createMeanFieldTrajectory,
  meanFieldRisk,
  restoreMeanFieldTrajectory,
  solveMeanField,
} from '../../src/index.ts';
import { genericParticles } from '../support/particles.ts';

const options = {
  particles: genericParticles(6, 2, 'trajectory'),
  gradient: 0.9,
  times: [0, 0.01, 1, 3, 10, 30],
};
const whole = solveMeanField(options);

describe('solveMeanField', () => {
  it('knows the particles at all times, the start among them', () => {
    expect(whole.times).toEqual(options.times);
    expect(whole.risk).toHaveLength(6);
    const [{ M, outOfSpan, ...rest }] = whole.particles;
    const { M: givenM, outOfSpan: givenOutOfSpan, ...givenRest } = options.particles;
    expect(rest).toEqual(givenRest);
    // To coordinates along axes and back.
    M.forEach((m, x) => expect(m).toBeCloseTo(givenM[x], 14));
    outOfSpan.forEach((q, i) => expect(q).toBeCloseTo(givenOutOfSpan[i], 14));
  });

  it('reports the risk of the particles it reports', () => {
    whole.particles.forEach((particles, index) =>
      expect(Math.abs(meanFieldRisk(particles) - whole.risk[index])).toBeLessThan(1e-15),
    );
  });

  it('has its accuracy: a tolerance that is 1000 times smaller changes ten digits of the risk hardly', () => {
    const exact = solveMeanField({ ...options, relativeTolerance: 1e-11 });
    whole.risk.forEach((risk, index) => expect(Math.abs(risk / exact.risk[index] - 1)).toBeLessThan(1e-8));
  });

  it('counts time in units of 1/gradient', () => {
    const faster = solveMeanField({ ...options, gradient: 1.8, times: options.times.map((t) => t / 2) });
    faster.risk.forEach((risk, index) => expect(Math.abs(risk / whole.risk[index] - 1)).toBeLessThan(1e-8));
  });

  it('gives the same value at a time whichever other times are asked for', () => {
    const few = solveMeanField({ ...options, times: [3, 30] });
    expect(few.risk[0]).toBe(whole.risk[3]);
    expect(few.risk[1]).toBe(whole.risk[5]);
  });

  it('stays where nothing moves it', () => {
    const { risk } = solveMeanField({ ...options, gradient: 0 });
    risk.forEach((value) => expect(value).toBe(risk[0]));
  });

  it('stops when it is told to, and keeps what it has', () => {
    const seen: number[] = [];
    const { times } = solveMeanField({
      ...options,
      onStep: (time) => {
        seen.push(time);
        return time < 2;
      },
    });
    expect(times).toEqual([0, 0.01, 1]);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(2);
    expect(seen.at(-2)).toBeLessThan(2);
  });

  it('leaves its input alone', () => {
    const before = structuredClone(options);
    solveMeanField(options);
    expect(options).toEqual(before);
  });
});

describe('a trajectory of particles', () => {
  it('is the same to the bit however it is cut into pieces', () => {
    for (const chunk of [1, 40, 333]) {
      const pieces = createMeanFieldTrajectory(options);
      while (!pieces.advance(chunk));
      expect(pieces.finished).toBe(true);
      expect(pieces.time).toBe(30);
      expect(pieces.points.map(({ risk }) => risk)).toEqual([...whole.risk]);
      expect(pieces.points.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(pieces.statistics).toEqual(whole.statistics);
    }
  });
});

describe('what it refuses', () => {
  const { particles } = options;
  it.each([
    ['a negative weight', { gradient: -1 }, 'gradient is -1'],
    ['no times', { times: [] }, 'times is empty'],
    ['times that do not increase', { times: [0, 1, 1] }, 'times[2] is 1 after 1'],
    ['tolerances below rounding', { relativeTolerance: 1e-16 }, 'relativeTolerance is 1e-16'],
    ['an absolute tolerance of zero', { absoluteTolerance: 0 }, 'absoluteTolerance is 0'],
    ['no particles', { particles: { ...particles, count: 0 } }, 'count is 0'],
    ['too few overlaps', { particles: { ...particles, M: new Float64Array(3) } }, 'M has 3 numbers'],
    [
      'a negative square',
      { particles: { ...particles, outOfSpan: Float64Array.of(0, 0, -1, 0, 0, 0) } },
      'outOfSpan[2] is -1',
    ],
    [
      'overlaps that are no numbers',
      { particles: { ...particles, M: particles.M.with(1, NaN) } },
      'M[1] is NaN',
    ],
    [
      'dependent teachers',
      { particles: { ...particles, P: Float64Array.of(1, 2, 2, 4) } },
      'teacher 1 depends',
    ],
    [
      'output weights of other teachers',
      { teacherSecondLayer: Float64Array.of(1) },
      'teacherSecondLayer has 1',
    ],
  ])('%s', (_, change, message) => {
    expect(() => solveMeanField({ ...options, ...change })).toThrow(InvalidArgumentError);
    expect(() => solveMeanField({ ...options, ...change })).toThrow(message);
  });
});

describe('a mean-field trajectory that is interrupted', () => {
  it('goes on from a checkpoint at any step with the same bits', () => {
    const stiff = { ...options, times: [0, 0.01, 1, 3, 10, 30, 3000] };
    const uninterrupted = solveMeanField(stiff);
    const trajectory = createMeanFieldTrajectory(stiff);
    let checked = 0;
    while (!trajectory.finished) {
      const known = trajectory.points.length;
      if (checked++ % 7 === 0) {
        const resumed = restoreMeanFieldTrajectory(stiff, trajectory.checkpoint());
        while (!resumed.advance(50));
        expect(resumed.statistics).toEqual(uninterrupted.statistics);
        expect(resumed.points.map(({ index }) => index)).toEqual(
          stiff.times.map((_, index) => index).slice(known),
        );
        for (const { index, risk, particles } of resumed.points) {
          expect(risk).toBe(uninterrupted.risk[index]);
          expect(particles).toEqual(uninterrupted.particles[index]);
        }
      }
      trajectory.advance(1);
    }
    // The implicit method had its turn: its part of the state was restored as well.
    expect(uninterrupted.statistics.implicitSteps).toBeGreaterThan(0);
  });

  it('refuses a checkpoint that is damaged or of other options', () => {
    const checkpoint = createMeanFieldTrajectory(options).checkpoint();
    expect(() => restoreMeanFieldTrajectory({ ...options, gradient: 1 }, checkpoint)).toThrow(
      /other options/,
    );
    const flipped = checkpoint.slice();
    flipped[40] ^= 1;
    expect(() => restoreMeanFieldTrajectory(options, flipped)).toThrow(/damaged/);
    expect(() => restoreMeanFieldTrajectory(options, checkpoint.slice(0, 16))).toThrow(/damaged/);
  });
});
