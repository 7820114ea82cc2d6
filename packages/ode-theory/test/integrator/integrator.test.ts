import { logLogRegression } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { StepSizeUnderflowError } from '../../src/index.ts';
import type { VectorField } from '../../src/integrator/initial-step.ts';
import { Integrator } from '../../src/integrator/integrator.ts';
import { distanceToSwirl, swirl, swirlStart } from '../support/swirl.ts';

const tolerance = (relative: number) => ({ relative, absolute: relative * 1e-3 });

function runToEnd(integrator: Integrator): Integrator {
  while (!integrator.finished) integrator.step();
  return integrator;
}

describe('the integrator', () => {
  it('has an error in proportion to the tolerance', () => {
    const tolerances = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11];
    const errors = tolerances.map((relative) => {
      return distanceToSwirl(runToEnd(new Integrator(swirl, swirlStart(), tolerance(relative), 5)).state, 5);
    });
    errors.forEach((error, index) => expect(error).toBeLessThan(20 * tolerances[index]));
    expect(logLogRegression(tolerances, errors).slope).toBeGreaterThan(0.8);
  });

  it('shows the solution anywhere in its last step, as exact as at the end of it', () => {
    const integrator = new Integrator(swirl, swirlStart(), tolerance(1e-10), 5);
    const looked = new Float64Array(2);
    let previous = 0;
    while (!integrator.finished) {
      integrator.step();
      for (let theta = 0; theta <= 1; theta += 0.125) {
        const time = previous + theta * (integrator.time - previous);
        integrator.interpolate(time, looked);
        expect(distanceToSwirl(looked, time)).toBeLessThan(2e-9);
      }
      previous = integrator.time;
    }
    expect(integrator.time).toBe(5);
  });

  it('takes the same steps whether or not it is looked at', () => {
    const unseen = runToEnd(new Integrator(swirl, swirlStart(), tolerance(1e-8), 3));
    const seen = new Integrator(swirl, swirlStart(), tolerance(1e-8), 3);
    const looked = new Float64Array(2);
    let previous = 0;
    while (!seen.finished) {
      seen.step();
      seen.interpolate(0.5 * (previous + seen.time), looked);
      previous = seen.time;
    }
    expect(seen.state).toEqual(unseen.state);
    expect(seen.statistics.steps).toBe(unseen.statistics.steps);
    expect(seen.statistics.evaluations).toBe(unseen.statistics.evaluations + 3 * unseen.statistics.steps);
  });

  it('continues from a snapshot with the same bits', () => {
    const whole = new Integrator(swirl, swirlStart(), tolerance(1e-8), 3);
    for (let step = 0; step < 4; step++) whole.step();
    const resumed = new Integrator(swirl, whole.snapshot(), tolerance(1e-8), 3);
    expect(runToEnd(resumed).snapshot()).toEqual(runToEnd(whole).snapshot());
  });

  it('settles at the stability limit of a stiff problem instead of alternating between long and short steps', () => {
    const stiff: VectorField = (y, derivative) => {
      derivative[0] = -100 * (y[0] - y[1]);
      derivative[1] = -0.1 * y[1];
    };
    const integrator = runToEnd(new Integrator(stiff, Float64Array.of(2, 1), tolerance(1e-9), 50));
    const { steps, rejected } = integrator.statistics;
    expect(rejected / steps).toBeLessThan(0.1);
    expect(steps).toBeLessThan(1000);
    const exact = (100 / 99.9) * Math.exp(-5);
    expect(Math.abs(integrator.state[0] / exact - 1)).toBeLessThan(1e-8);
  });

  it('shortens a step that leaves the domain of the field', () => {
    const halfLine: VectorField = (y, derivative) => {
      derivative[0] = y[0] < 0 ? NaN : -y[0];
    };
    const integrator = runToEnd(
      new Integrator(halfLine, Float64Array.of(1), { relative: 1e-2, absolute: 1e-2 }, 100),
    );
    expect(integrator.state[0]).toBeGreaterThanOrEqual(0);
    expect(integrator.state[0]).toBeLessThan(0.02);
    expect(integrator.statistics.rejected).toBeGreaterThan(0);
  });

  it('says where a solution ceases to exist', () => {
    const explosion: VectorField = (y, derivative) => {
      derivative[0] = y[0] * y[0];
    };
    const integrator = new Integrator(explosion, Float64Array.of(1), tolerance(1e-9), 2);
    try {
      runToEnd(integrator);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(StepSizeUnderflowError);
      expect((error as StepSizeUnderflowError).time).toBeCloseTo(1, 6);
    }
  });
});
