import { logSpaced, RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { finalRisk } from '../../src/index.ts';

const times = [0, ...Array.from({ length: 41 }, (_, index) => 10 ** (index / 10))];
const curve = (risk: (time: number) => number) => times.map(risk);

/** A plateau at 1 that fluctuates by 10 %, correlated over a few outputs (first-order autoregressive). */
function fluctuating(stream: RandomStream): number[] {
  let deviation = stream.normal();
  return times.map(() => {
    deviation = 0.6 * deviation + 0.8 * stream.normal();
    return 1 + 0.1 * deviation;
  });
}

describe('the final risk', () => {
  it('of a plateau is the mean over the last factor of two in time, of each replica', () => {
    const end = finalRisk(times, [curve(() => 2), curve(() => 4)])!;
    expect(end).toMatchObject({ risk: 3, standardError: 1, replicas: 2, time: 1e4, settled: true });
    expect(end.endSlope).toBeCloseTo(0, 12);
    // Four outputs from 5012 on: one of them is off by 0.4.
    const [first, ...others] = [0, 1, 2, 3].map((step) => 10 ** (3.7 + step / 10));
    const bumped = finalRisk(times, [curve((t) => (Math.abs(t / first - 1) < 1e-6 ? 1.4 : 1))])!;
    expect(others).toHaveLength(3);
    expect(bumped).toMatchObject({ settled: true, standardError: null, replicas: 1 });
    expect(bumped.risk).toBeCloseTo(1.1, 12);
  });

  it('of a decline is the last value, with its exponent', () => {
    const end = finalRisk(
      times,
      [1, 2, 3].map((height) => curve((t) => height / (1 + t))),
    )!;
    expect(end).toMatchObject({ settled: false, replicas: 3 });
    expect(end.risk * 10001).toBeCloseTo(2, 10);
    expect(end.endSlope).toBeCloseTo(-1, 3);
  });

  it('has not settled however slowly outputs change, when they do so steadily', () => {
    // Outputs 1 % apart near the end: R changes by 0.2 % between two of them, as t^{−0.2}.
    const dense = Array.from({ length: 300 }, (_, index) => 1.01 ** index);
    const creeping = finalRisk(dense, [dense.map((t) => t ** -0.2)])!;
    expect(creeping.settled).toBe(false);
    expect(creeping.endSlope).toBeCloseTo(-0.2, 10);
  });

  it('may creep by a tenth of a decade a decade, and no more than its error besides', () => {
    expect(finalRisk(times, [curve((t) => (t + 1e-9) ** -0.09)])?.settled).toBe(true);
    const spread = (slopes: readonly number[]) =>
      finalRisk(
        times,
        slopes.map((slope) => curve((t) => (t + 1e-9) ** slope)),
      )?.settled;
    // Mean −0.3; error 0.01 √3 t₃ = 0.04 or so in the first, 0.2 √(5/3) t₃/2 = 0.4 in the second.
    expect(spread([-0.29, -0.3, -0.3, -0.31])).toBe(false);
    expect(spread([-0.1, -0.2, -0.4, -0.5])).toBe(true);
    // A decline this steep is none of a plateau, whatever its error.
    expect(spread([-3, 1, -2, 0.5])).toBe(false);
  });

  it('leaves out replicas that have not come to the end, and is none without one', () => {
    const short = curve(() => 5).slice(0, -1);
    const lost = curve((t) => (t > 5000 ? NaN : 5));
    expect(finalRisk(times, [curve(() => 2), short, lost])).toMatchObject({ risk: 2, replicas: 1 });
    expect(finalRisk(times, [short, lost])).toBeNull();
    expect(finalRisk(times, [])).toBeNull();
  });

  it('does not call a plateau what it has too few points to tell', () => {
    expect(finalRisk([1, 10, 100], [[1, 1, 1]])).toMatchObject({ settled: false, endSlope: NaN });
  });

  /*
   * 500 groups of eight replicas about the plateau 1. Settled: |slope| ≤ 0.1 + t₇ s, which a true slope of 0 misses in less than 5 % of groups; at least
   * 92 % is 3 binomial standard deviations (1 %) below. Risk ± t₇ · error holds 1 in 95 % (means of the tail are normal): 91 % and
   * 99 % are 4 standard deviations away, false alarm below 1 in 10 000.
   */
  it('of fluctuating replicas has settled, and its error is right although times are correlated', () => {
    const stream = RandomStream.fromKey('final-risk');
    let [settled, held] = [0, 0];
    for (let group = 0; group < 500; group++) {
      const end = finalRisk(
        times,
        Array.from({ length: 8 }, () => fluctuating(stream)),
      )!;
      if (!end.settled) continue;
      settled += 1;
      // Student's t, 7 degrees of freedom.
      if (Math.abs(end.risk - 1) <= 2.3646 * (end.standardError ?? NaN)) held += 1;
    }
    expect(settled / 500).toBeGreaterThan(0.92);
    expect(held / settled).toBeGreaterThan(0.91);
    expect(held / settled).toBeLessThan(0.99);
  });

  it('is looked for in the outputs that there are, whatever their grid', () => {
    const coarse = [0, ...logSpaced(1, 1000, 31)];
    expect(
      finalRisk(
        coarse,
        [1, 2].map(() => coarse.map((t) => 1e-3 + 1 / (1 + t * t))),
      )?.settled,
    ).toBe(true);
  });
});
