import { describe, expect, it } from 'vitest';
import type { VectorField } from '../../src/integrator/initial-step.ts';
import { Integrator } from '../../src/integrator/integrator.ts';

/**
 * Van der Pol's oscillator, slow and stiff along two branches, fast between them: x' = ρ (z − x³/3 + x), z' = −x/ρ.
 */
const RATE = 1000;
const oscillator: VectorField = (y, derivative) => {
  derivative[0] = RATE * (y[1] - y[0] ** 3 / 3 + y[0]);
  derivative[1] = -y[0] / RATE;
};
const end = 2.2 * RATE;
const tolerances = { relative: 1e-6, absolute: 1e-8 };
const begin = () => new Integrator(oscillator, Float64Array.of(2, 2 / 3), tolerances, end);

function run(integrator: Integrator): Integrator {
  while (!integrator.finished) integrator.step();
  return integrator;
}

describe('switches between the methods, in both directions', () => {
  const whole = run(begin());

  it('follow the solution: implicit along the branches, explicit across the jumps', () => {
    const integrator = begin();
    const jumps: number[] = [];
    let switches = 0;
    let wasImplicit = false;
    let previous = 2;
    while (!integrator.finished) {
      const before = integrator.statistics.implicitSteps;
      integrator.step();
      const isImplicit = integrator.statistics.implicitSteps > before;
      if (isImplicit !== wasImplicit) switches++;
      wasImplicit = isImplicit;
      const [x] = integrator.state;
      if (Math.sign(x) !== Math.sign(previous)) jumps.push(integrator.time);
      previous = x;
    }
    expect(jumps).toHaveLength(2);
    expect(switches).toBeGreaterThanOrEqual(2 * jumps.length);
    // The half period of Dorodnitsyn's expansion, whose next term is of order ln ρ/ρ.
    const halfPeriod = (1.5 - Math.log(2)) * RATE + 3.507 / Math.cbrt(RATE);
    expect(Math.abs(jumps[1] - jumps[0] - halfPeriod)).toBeLessThan(Math.log(RATE) / RATE);
    // Explicit steps alone are at most 6/(ρ (x² − 1)) long: a million of them.
    expect(integrator.evaluations).toBeLessThan(20_000);
  });

  it('change no bit when the integration is resumed after any step, once or at every step', () => {
    const expected = whole.snapshot();
    const original = begin();
    let chain = begin();
    for (let step = 0; !original.finished; step++) {
      chain = new Integrator(oscillator, chain.snapshot(), tolerances, end);
      chain.step();
      original.step();
      expect(chain.snapshot()).toEqual(original.snapshot());
      if (step % 20 !== 0) continue;
      const resumed = run(new Integrator(oscillator, original.snapshot(), tolerances, end));
      expect(resumed.snapshot()).toEqual(expected);
    }
    expect(original.snapshot()).toEqual(expected);
  });
});
