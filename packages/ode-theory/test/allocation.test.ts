import { describe, expect, it } from 'vitest';
import { packState, rightHandSide } from '../src/index.ts';
import { Integrator } from '../src/integrator/integrator.ts';
import { riskSensitivity } from '../src/right-hand-side/risk-sensitivity.ts';
import { PositivityWatch } from '../src/trajectory/positivity.ts';
import { teacherSpan } from './support/overlaps.ts';

const overlaps = { ...teacherSpan(8, 4, 'allocation'), noise: 1e-3 };
const weights = { gradient: 1, variance: 1 };
const CALLS = 50;

/** Calls after which loops are compiled, also on a busy machine: as long as they are interpreted every number in them is boxed. */
const WARM_UP = 1200;

/** Growth per call of what typed arrays hold, and of the heap; few calls, so that no garbage collection hides any. */
function growth(work: () => void): { buffers: number; heap: number } {
  for (let call = 0; call < WARM_UP; call++) work();
  const measured = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage();
    for (let call = 0; call < CALLS; call++) work();
    const after = process.memoryUsage();
    return {
      buffers: (after.arrayBuffers - before.arrayBuffers) / CALLS,
      heap: (after.heapUsed - before.heapUsed) / CALLS,
    };
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[4];
  return {
    buffers: median(measured.map(({ buffers }) => buffers)),
    heap: median(measured.map(({ heap }) => heap)),
  };
}

/** What one evaluation may leave on the heap: numbers that functions returned and the engine boxed, no object. */
const BOXED_NUMBERS = 2048;

describe('allocation', () => {
  it('does not happen in the right-hand side', () => {
    const field = rightHandSide(overlaps, weights);
    const state = packState(overlaps);
    const derivative = new Float64Array(state.length);
    const { buffers, heap } = growth(() => field(state, derivative));
    expect(buffers).toBe(0);
    expect(heap).toBeLessThan(BOXED_NUMBERS);
  });

  it('does not happen in a step: stages, error estimate and interpolation work in place', () => {
    const field = rightHandSide(overlaps, weights);
    const state = packState(overlaps);
    const looked = new Float64Array(state.length);
    const integrator = new Integrator(field, state, { relative: 1e-9, absolute: 1e-12 }, 1e9, {
      observable: riskSensitivity(overlaps),
      relative: 1e-9,
      floor: 1e-13,
    });
    const { buffers, heap } = growth(() => {
      const before = integrator.time;
      integrator.step();
      integrator.interpolate(0.5 * (before + integrator.time), looked);
    });
    expect(buffers).toBe(0);
    expect(heap).toBeLessThan(16 * BOXED_NUMBERS);
  });

  it('does not happen in a step of the implicit method, nor where positivity is watched', () => {
    const field = rightHandSide(overlaps, weights);
    const integrator = new Integrator(field, packState(overlaps), { relative: 1e-8, absolute: 1e-11 }, 1e9, {
      observable: riskSensitivity(overlaps),
      relative: 1e-8,
      floor: 1e-13,
    });
    while (integrator.time < 300 || integrator.statistics.implicitSteps < 50) integrator.step();
    const watch = new PositivityWatch(overlaps, 1e-8);
    const looked = packState(overlaps);
    const before = integrator.statistics.implicitSteps;
    const { buffers, heap } = growth(() => {
      const previous = integrator.time;
      integrator.step();
      integrator.interpolate(0.5 * (previous + integrator.time), looked);
      watch.check(looked, integrator.time);
    });
    expect(integrator.statistics.implicitSteps - before).toBeGreaterThan(100);
    expect(buffers).toBe(0);
    expect(heap).toBeLessThan(16 * BOXED_NUMBERS);
  });

  it('would be noticed', () => {
    const { buffers } = growth(() => new Float64Array(68).fill(1));
    expect(buffers).toBe(8 * 68);
  });
});
