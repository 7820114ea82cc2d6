import { describe, expect, it } from 'vitest';
import { packState, solve } from '../../src/index.ts';
import { Integrator } from '../../src/integrator/integrator.ts';
import { riskSensitivity } from '../../src/right-hand-side/risk-sensitivity.ts';
import { uncheckedRightHandSide } from '../../src/right-hand-side/right-hand-side.ts';
import { flat, reference, startOf, weightsOf } from '../support/reference.ts';

/** What the reference's own solver, relative tolerance 1e-11 on overlaps of order 1, leaves in the risk: see the fixtures' README. */
const REFERENCE_ERROR = 1.2e-10;

const problem = (name: string) => {
  const given = reference.trajectories[name];
  return { initial: startOf(given), weights: weightsOf(given), noise: given.noise };
};

describe('trajectories agree with an independent solver', () => {
  it.each(Object.entries(reference.trajectories))('%s', (_, given) => {
    const { risk, orderParameters } = solve({
      initial: startOf(given),
      weights: weightsOf(given),
      noise: given.noise,
      times: given.t,
    });
    given.t.forEach((time, index) => {
      const relative = time < 1000 ? 1e-7 : 1e-6;
      expect(Math.abs(risk[index] - given.risk[index])).toBeLessThan(
        relative * given.risk[index] + REFERENCE_ERROR,
      );
    });
    const { Q, M } = orderParameters.at(-1)!;
    flat(given.Q_t1000).forEach((expected, x) => expect(Math.abs(Q[x] - expected)).toBeLessThan(1e-8));
    flat(given.M_t1000).forEach((expected, x) => expect(Math.abs(M[x] - expected)).toBeLessThan(1e-8));
  });
});

describe('the risk keeps its relative accuracy while it becomes small', () => {
  const names = ['p2k1_offspan|green|gamma0=p|noise=0', 'p4k2_span_nonorth|blue|gamma0=1|noise=0'];

  it.each(names)('at the default tolerance: %s', (name) => {
    const times = [1, 10, 50, 100, 500, 1000];
    const usual = solve({ ...problem(name), times });
    const strict = solve({ ...problem(name), times, relativeTolerance: 1e-12 });
    expect(strict.risk.at(-1)).toBeLessThan(1e-3);
    usual.risk.forEach((risk, index) => {
      expect(Math.abs(risk / strict.risk[index] - 1)).toBeLessThan(1e-7);
    });
  });

  it('because its error is controlled on its own: overlaps alone right to nine digits do not do', () => {
    const { initial, weights, noise } = problem(names[0]);
    const [strict] = solve({ initial, weights, noise, times: [500], relativeTolerance: 1e-12 }).risk;
    const model = { ...initial, noise };
    const integrator = new Integrator(
      uncheckedRightHandSide(model, weights),
      packState(initial),
      { relative: 1e-9, absolute: 1e-12 },
      500,
    );
    while (!integrator.finished) integrator.step();
    const state = integrator.state;
    const uncontrolled = riskSensitivity(model)(state, new Float64Array(state.length));
    // What the controlled solution keeps, above.
    expect(Math.abs(uncontrolled / strict - 1)).toBeGreaterThan(1e-7);
  });
});
