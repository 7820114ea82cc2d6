import { describe, expect, it } from 'vitest';
import type { VectorField } from '../../src/integrator/initial-step.ts';
import { Integrator } from '../../src/integrator/integrator.ts';
import { distanceToSwirl, swirl, swirlStart } from '../support/swirl.ts';

const tolerance = (relative: number) => ({ relative, absolute: relative * 1e-3 });

/** Relaxation at rates from 10³ down to 10⁻³, y_x = e^{−r_x t}. */
const rates = Array.from({ length: 13 }, (_, index) => 10 ** (3 - index / 2));
const relaxation: VectorField = (y, derivative) => {
  rates.forEach((rate, x) => (derivative[x] = -rate * y[x]));
};
const start = (): Float64Array => new Float64Array(rates.length).fill(1);

/** The same, driven around slowly at first: the fast components follow the slow ones. */
const followers: VectorField = (y, derivative) => {
  derivative[0] = -0.001 * y[0];
  for (let x = 1; x < y.length; x++) derivative[x] = -(10 ** x) * (y[x] - y[x - 1] * y[x - 1]);
};

function run(integrator: Integrator): Integrator {
  while (!integrator.finished) integrator.step();
  return integrator;
}

describe('the choice of the method', () => {
  it.each([1e-6, 1e-8, 1e-10])(
    'passes a long stiff stage in few evaluations, at tolerance %f',
    (relative) => {
      const integrator = run(new Integrator(relaxation, start(), tolerance(relative), 1000));
      // Explicit steps of the order of 6/1000 would take 12 evaluations each: two million.
      expect(integrator.evaluations).toBeLessThan(20_000);
      expect(integrator.statistics.implicitSteps).toBeGreaterThan(0);
      rates.forEach((rate, x) => {
        const exact = Math.exp(-rate * 1000);
        expect(Math.abs(integrator.state[x] - exact)).toBeLessThan(
          100 * relative * exact + 100 * relative * 1e-3,
        );
      });
    },
  );

  it('saves most of the evaluations that explicit steps alone take', () => {
    const both = run(new Integrator(relaxation, start(), tolerance(1e-7), 10));
    // Beyond 1024 components there is no implicit method; those added stay 0.
    const padded = new Float64Array(1100);
    padded.set(start());
    const alone = run(new Integrator(relaxation, padded, tolerance(1e-7), 10));
    expect(alone.statistics.implicitSteps).toBe(0);
    // The stability limit on the negative axis is some 6/1000.
    expect(alone.statistics.steps).toBeGreaterThan(10 / (7 / 1000));
    expect(both.evaluations).toBeLessThan(0.1 * alone.evaluations);
  });

  it('stays explicit where the solution is fast, whatever the length of the run', () => {
    const integrator = run(new Integrator(swirl, swirlStart(), tolerance(1e-9), 50));
    expect(integrator.statistics.implicitSteps).toBe(0);
    // Errors of the radius turn into errors of the angle as time goes on: ten times the time, a hundred times those up to t = 5.
    expect(distanceToSwirl(integrator.state, 50)).toBeLessThan(2e-6);
  });

  it('follows components that follow others', () => {
    const integrator = run(new Integrator(followers, Float64Array.of(1, 0, 0, 0), tolerance(1e-8), 2000));
    expect(integrator.statistics.implicitSteps).toBeGreaterThan(0);
    const slow = Math.exp(-2);
    // To first order in the ratio of rates: y_1 = y_0² (1 + 2·10⁻⁴ + …).
    expect(Math.abs(integrator.state[0] / slow - 1)).toBeLessThan(1e-6);
    expect(Math.abs(integrator.state[1] / (slow ** 2 / (1 - 2e-4)) - 1)).toBeLessThan(1e-6);
  });

  it('is the same to the bit when the integration is resumed after any step', () => {
    for (const [field, initial, end] of [
      [relaxation, start(), 100],
      [followers, Float64Array.of(1, 0, 0, 0), 300],
    ] as const) {
      const whole = run(new Integrator(field, Float64Array.from(initial), tolerance(1e-7), end));
      const original = new Integrator(field, Float64Array.from(initial), tolerance(1e-7), end);
      let resumptions = 0;
      for (let step = 0; !original.finished; step++) {
        if (step % 7 === 0) {
          const resumed = run(new Integrator(field, original.snapshot(), tolerance(1e-7), end));
          expect(resumed.state).toEqual(whole.state);
          expect(resumed.statistics).toEqual(whole.statistics);
          resumptions++;
        }
        original.step();
      }
      expect(resumptions).toBeGreaterThan(5);
      expect(whole.statistics.implicitSteps).toBeGreaterThan(0);
    }
  });

  it('knows the derivative at the end of every step, of implicit ones from their equations', () => {
    const integrator = new Integrator(relaxation, start(), tolerance(1e-8), 1000);
    const derivative = new Float64Array(rates.length);
    let previous = 0;
    while (!integrator.finished) {
      integrator.step();
      integrator.derivative(derivative);
      const perStep = 1 / (integrator.time - previous);
      previous = integrator.time;
      rates.forEach((rate, x) => {
        const y = integrator.state[x];
        // Linear equations are solved to rounding, which is magnified by α/h < 3/h and by the rate; their correction is some 1e-9 of y.
        const bound = 1e-13 * (rate + 3 * perStep) * (y + 1e-3);
        expect(Math.abs(derivative[x] + rate * y)).toBeLessThan(bound);
      });
    }
    expect(integrator.statistics.implicitSteps).toBeGreaterThan(100);
  });

  it('shows the solution within implicit steps too', () => {
    const integrator = new Integrator(relaxation, start(), tolerance(1e-9), 1000);
    const looked = new Float64Array(rates.length);
    let previous = 0;
    while (!integrator.finished) {
      integrator.step();
      for (const theta of [0, 0.3, 0.7, 1]) {
        const time = previous + theta * (integrator.time - previous);
        integrator.interpolate(time, looked);
        rates.forEach((rate, x) => {
          const exact = Math.exp(-rate * time);
          // Explicit steps fifteen times as long as a component lives leave 3·10⁻⁹ of it inside.
          expect(Math.abs(looked[x] - exact)).toBeLessThan(1e-6 * exact + 1e-8);
        });
      }
      previous = integrator.time;
    }
  });
});
