import { describe, expect, it } from 'vitest';
import {
  aggregate,
  execute,
  executeTogether,
  normalizeRunSpecification,
  overlapsAt,
  riskOf,
  secondLayerAt,
  type RunResult,
  type SimulationSpecification,
} from '../src/index.ts';

/*
 * Each option of the model, simulated at d = 10⁴ in 32 replicas, against the finite-d equations from the same start: the risk, one
 * Q, one M and, where it is trained, one a, at two times.
 *
 * Criterion: |mean − theory| ≤ 5 standard errors + 0.1 % of theory (Student's t with 31 degrees of freedom exceeds 5 with
 * probability 2 × 10⁻⁵, one of about 130 comparisons with 3 × 10⁻³ at most; seeds are fixed). The 0.1 % is what the equations
 * neglect, O(1/d) with constants up to ten. That the comparison sees each option is shown by the theory without it.
 */
const D = 1e4;
const REPLICAS = 32;
const TIMES = [0.5, 2];
const LARGEST_DEVIATION = 5;
const NEGLECTED = 1e-3;

const model = {
  widthPrefactor: 3,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 1.5,
  noise: 0.05,
  inputDimension: D,
  seed: 3,
  times: TIMES,
  observables: 'overlaps',
  initial: { kind: 'explicit', Q: [[0.9, 0.2, 0.1], [0.2, 0.6, -0.1], [0.1, -0.1, 0.4]], M: [[0.5, 0.1], [-0.1, 0.4], [0.2, 0.3]], P: [[1, 0.3], [0.3, 0.8]] },
} as const; // prettier-ignore

const options: readonly (readonly [string, object])[] = [
  ['ReLU', { activation: 'relu' }],
  ['z', { activation: 'linear' }],
  ['z²', { activation: 'quadratic', learningRatePrefactor: 0.3 }],
  ['z² − 1', { activation: 'hermite2', learningRatePrefactor: 0.3 }],
  ['an erf student and a sign teacher', { teacherActivation: 'sign' }],
  ['a ReLU student and an erf teacher', { activation: 'relu', teacherActivation: 'erf' }],
  ['a z² student and a ReLU teacher', { activation: 'quadratic', teacherActivation: 'relu', learningRatePrefactor: 0.3 }],
  ['given output weights', { secondLayer: { kind: 'fixed', student: [1.5, -0.5, 2], teacher: [1, -2] } }],
  ['a trained second layer', { secondLayer: { kind: 'trained', rate: 2, student: [1.5, -0.5, 2] } }],
  ['a trained second layer of ReLU', { activation: 'relu', secondLayer: { kind: 'trained', rate: 1 } }],
  ['weight decay', { weightDecay: 0.4 }],
  ['mini-batches', { batchSize: 4, learningRatePrefactor: 6 }],
]; // prettier-ignore

/** R, Q₀₁, M₁₀ and a₀ of a result at an output time. */
function numbersAt(result: RunResult, time: number): number[] {
  const { specification, points } = result;
  const overlaps = overlapsAt(result, time)!;
  const a = secondLayerAt(result, time);
  return [riskOf(specification, points)[time], overlaps.Q[1], overlaps.M[2], ...(a === null ? [] : [a[0]])];
}

const theoryOf = async (option: object) =>
  execute(normalizeRunSpecification({ kind: 'theory', equations: 'finite', ...model, ...option }));

async function simulationsOf(option: object): Promise<RunResult[]> {
  const first = normalizeRunSpecification({ kind: 'simulation', ...model, ...option });
  const replicas = Array.from(
    { length: REPLICAS },
    (_, replica) => ({ ...first, replica }) as SimulationSpecification,
  );
  const outcomes = await executeTogether(
    replicas,
    replicas.map(() => ({})),
  );
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

describe('the simulated mean at d = 10⁴ lies on the finite-d equations', () => {
  it.each(options)('with %s, which the equations without it do not', async (_, option) => {
    const [theory, plain, simulations] = [
      await theoryOf(option),
      await theoryOf(
        'learningRatePrefactor' in option ? { learningRatePrefactor: option.learningRatePrefactor } : {},
      ),
      await simulationsOf(option),
    ];
    let farthest = 0;
    TIMES.forEach((__, time) => {
      const predicted = numbersAt(theory, time);
      const without = numbersAt(plain, time);
      const found = aggregate(simulations.map((result) => numbersAt(result, time)));
      predicted.forEach((value, index) => {
        const tolerance = LARGEST_DEVIATION * found.standardError[index] + NEGLECTED * Math.abs(value);
        expect(Math.abs(found.mean[index] - value)).toBeLessThanOrEqual(tolerance);
        farthest = Math.max(farthest, Math.abs(found.mean[index] - (without[index] ?? value)) / tolerance);
      });
    });
    expect(farthest).toBeGreaterThan(3);
  });
});
