import { describe, expect, it } from 'vitest';
import { phaseReport, solve, type PhasePoint } from '../../src/index.ts';
import { followFlow } from '../../src/phase-diagram/flow-curve.ts';
import { teacherSpan } from '../support/overlaps.ts';

const paper = (noise: number, delta: number, inputDimension = 1000): PhasePoint => ({
  inputDimension,
  teacherWidth: 4,
  noise,
  widthPrefactor: 8,
  learningRatePrefactor: 8,
  kappa: 0,
  delta,
});

describe('the predicted end of the risk', () => {
  it.each([
    [2, 1.436e-3, 5e-7],
    [3, 7.731e-4, 5e-8],
    [5, 6.2815e-6, 5e-11],
    [6, 1.6014e-5, 1e-9],
    [7, 1.8204e-5, 1e-9],
  ])('is above 0 without noise where k = 4 does not divide p = %i: %f', (studentWidth, floor, within) => {
    const { risk } = phaseReport({
      inputDimension: 1e6,
      studentWidth,
      teacherWidth: 4,
      learningRate: 1e-4 * studentWidth,
      noise: 0,
      draws: 1,
      effort: 2e7,
    });
    expect(risk).toMatchObject({ outcome: 'representability', representable: false });
    expect(Math.abs(risk.representabilityFloor! - floor)).toBeLessThan(within);
    expect(risk.asymptotic!.median / floor).toBeCloseTo(1, 3);
  });

  it('is 0 without noise where k divides p and γ is below critical', () => {
    const { risk, milestones } = phaseReport({ ...paper(0, 0), effort: 2e7 });
    expect(risk).toMatchObject({ outcome: 'vanishing', asymptotic: { median: 0 }, representabilityFloor: 0 });
    expect(milestones.map(({ name }) => name)).toEqual(['hundredth-of-untrained']);
  });

  const square = { inputDimension: 1e4, studentWidth: 4, teacherWidth: 4, noise: 0 };
  const critical = 4 * 4.9976;

  it('is far from 0 above the critical learning rate even without noise', () => {
    const below = phaseReport({ ...square, learningRate: 0.8 * critical }).risk;
    const above = phaseReport({ ...square, learningRate: 1.04 * critical }).risk;
    expect(below).toMatchObject({
      outcome: 'vanishing',
      settled: true,
      strays: 0,
      asymptotic: { median: 0 },
    });
    expect(below.end!.risk).toBeLessThan(1e-9);
    expect(above.outcome).toBe('beyond-critical');
    expect(above.asymptotic!.low).toBeGreaterThan(1e-3);
  });

  it('is not 0 for starts that miss the perfect student a little below the critical learning rate', () => {
    const { risk, verdict } = phaseReport({ ...square, learningRate: 0.95 * critical });
    expect(risk).toMatchObject({ outcome: 'stray', settled: false, strays: 2 });
    expect(risk.asymptotic!.low).toBe(0);
    expect(risk.asymptotic!.high).toBeGreaterThan(1e-3);
    expect(verdict.join(' ')).toContain('2 of 3 starts do not get there');
  });

  it('of no equation is no number, and says what to do', () => {
    const { risk, milestones, escape, point, verdict } = phaseReport(paper(1e-3, -0.6));
    expect(risk).toMatchObject({ outcome: 'no-equation', method: 'none', asymptotic: null, end: null });
    expect([milestones, escape, point.draws]).toEqual([[], null, 0]);
    expect(verdict).toHaveLength(3);
    expect(verdict[0]).toContain('red region');
    expect(verdict[2]).toContain('No differential equation describes this run');
    expect(verdict[2]).toContain('lower γ below p√d = 253');
  });

  it('of a wide student comes from closed forms, and says so', () => {
    const wide = { inputDimension: 1000, studentWidth: 400, teacherWidth: 4, learningRate: 40, noise: 1e-3 };
    const { risk, verdict } = phaseReport(wide);
    expect(risk).toMatchObject({ outcome: 'noise', method: 'closed-forms', settled: false, end: null });
    expect(risk.asymptotic!.median / risk.noisePlateau.smallRate).toBeCloseTo(1.02, 2);
    expect(verdict.join(' ')).toContain('p = 400 is too wide to follow');
    const odd = phaseReport({ ...wide, studentWidth: 401 });
    expect(odd.risk).toMatchObject({
      outcome: 'representability',
      representabilityFloor: null,
      asymptotic: null,
    });
  });
});

describe('a followed curve', () => {
  it('knows how steep it is at its end', () => {
    const start = teacherSpan(3, 2, 'flow-curve');
    const { end, risk, times } = followFlow(start, 0.2, 1e-2, 300);
    expect(end.endedBy).toBe('effort');
    expect([risk.at(-1), times.at(-1)]).toEqual([end.risk, end.time]);
    const around = [end.time * 0.999, end.time * 1.001];
    const solution = solve({
      initial: start,
      weights: { gradient: 1, variance: 0.2 },
      noise: 1e-2,
      times: around,
    });
    const logarithmic = Math.log(around[1] / around[0]);
    const slope = Math.log(solution.risk[1] / solution.risk[0]) / logarithmic;
    const lengths = solution.orderParameters.map(({ Q }) => Q[0] + Q[4] + Q[8]);
    expect(Math.abs(end.riskSlope - slope)).toBeLessThan(1e-3 * Math.abs(slope) + 1e-5);
    expect(end.lengthSlope).toBeCloseTo(Math.log(lengths[1] / lengths[0]) / logarithmic, 4);
  });
});
