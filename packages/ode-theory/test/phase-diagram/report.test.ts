import { InvalidArgumentError } from '@crossover/math-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseReport, type PhaseReportOptions } from '../../src/index.ts';
import { numeral } from '../../src/phase-diagram/verdict.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';

const run = {
  inputDimension: 1000,
  studentWidth: 4,
  teacherWidth: 2,
  learningRate: 4,
  noise: 1e-3,
  effort: 1e7,
};

describe('a phase report', () => {
  it('is plain data, the same every time', () => {
    const report = phaseReport(run);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(phaseReport(run)).toEqual(report);
    expect(phaseReport({ ...run, key: 'other' })).not.toEqual(report);
  });

  it('depends on d only by its clock and by where regions begin', () => {
    const [near, far] = [1e3, 1e5].map((inputDimension) => phaseReport({ ...run, inputDimension }));
    expect(far.risk.asymptotic).toEqual(near.risk.asymptotic);
    far.milestones.forEach(({ moment }, index) => {
      expect(moment!.flowTime).toBe(near.milestones[index].moment!.flowTime);
      expect(moment!.steps / near.milestones[index].moment!.steps).toBeCloseTo(100, 2);
    });
  });

  it('starts where it is told to', () => {
    const given = phaseReport({ ...run, start: teacherSpan(4, 2, 'given') });
    expect(given.point).toMatchObject({ start: 'given', draws: 1 });
    expect(phaseReport(run).point).toMatchObject({ start: 'teacher-span', draws: 3 });
    expect(phaseReport({ ...run, teacherWidth: 1 }).point.start).toBe('sphere');
    expect(phaseReport({ ...run, draws: 2 }).point.draws).toBe(2);
  });

  it('claims nothing about the stability of the perfect student for teachers that are not orthonormal', () => {
    const { terms, escape, risk } = phaseReport({ ...run, start: genericOverlaps(4, 2, 'report') });
    expect([terms.learningRates.critical, escape, risk.noisePlateau.ofCopies]).toEqual([null, null, null]);
    expect(risk.noisePlateau.smallRate).toBeGreaterThan(0);
  });

  it('has a verdict of three to six sentences with a number where one is meant', () => {
    const points = fc.record({
      inputDimension: fc.integer({ min: 8, max: 1e6 }),
      studentWidth: fc.integer({ min: 1, max: 40 }),
      teacherWidth: fc.integer({ min: 1, max: 6 }),
      ratio: fc.double({ min: -4, max: 2, noNaN: true }),
      noise: fc.constantFrom(0, 1e-6, 1e-2, 10),
      start: fc.constantFrom('teacher-span' as const, 'sphere' as const),
    });
    fc.assert(
      fc.property(points, ({ ratio, studentWidth, ...point }) => {
        const learningRate = studentWidth * 10 ** ratio;
        const { verdict } = phaseReport({ ...point, studentWidth, learningRate, effort: 2e6 });
        expect(verdict.length).toBeGreaterThanOrEqual(3);
        expect(verdict.length).toBeLessThanOrEqual(6);
        for (const sentence of verdict) {
          expect(sentence).toMatch(/^[\p{L}][^\n]*\.$/u);
          expect(sentence).not.toMatch(/NaN|undefined|null|Infinity|∞ = −/);
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it.each<[string, Partial<PhaseReportOptions>]>([
    ['inputDimension', { inputDimension: 0 }],
    ['studentWidth', { studentWidth: 1.5 }],
    ['teacherWidth', { teacherWidth: -1 }],
    ['teacherWidth', { teacherWidth: 5000 }],
    ['learningRate', { learningRate: 0 }],
    ['noise', { noise: -1e-3 }],
    ['noise', { noise: NaN }],
    ['draws', { draws: 17 }],
    ['effort', { effort: 0 }],
    ['stepsPerSecond', { stepsPerSecond: Infinity }],
    ['studentWidth', { start: teacherSpan(3, 2, 'a') }],
    ['teachers', { inputDimension: 1 }],
  ])('refuses an impossible %s and names it', (name, change) => {
    const options = { ...run, ...change } as PhaseReportOptions;
    expect(() => phaseReport(options)).toThrow(InvalidArgumentError);
    expect(() => phaseReport(options)).toThrow(name);
  });
});

describe('numerals', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [-0.25, '-0.25'],
    [1234.5, '1230'],
    [0.00123456, '0.00123'],
    [0.000123456, '1.23e-4'],
    [5e-4, '5e-4'],
    [1e5, '1e5'],
    [2.5e10, '2.5e10'],
    [100, '100'],
  ])('write %f as %s', (value, text) => {
    expect(numeral(value)).toBe(text);
  });
});
