import { RandomStream } from '@crossover/math-core';
import { describe, it } from 'vitest';
import { drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { compareWithOracle } from './comparison.ts';
import { options } from './options.ts';

/**
 * Students that are copies of each other, or that stand still, leave the basis of the projected factor to round-off: another
 * basis has the same law but another path. One teacher's span makes copies, a threshold makes students stand still; those of
 * lazy training have no part outside the reference rows to begin with.
 */
const UNDETERMINED = ['lazy, relu, mini-batch'];

function modelOf(p: number, k: number, spare: number, changed: Partial<SimulationModel>): SimulationModel {
  const fields = (changed.training === 'lazy' ? 2 : 1) * p + k;
  const sizes = { studentWidth: p, teacherWidth: k, inputDimension: fields + spare };
  const determined = k > 1 && changed.activation !== 'relu';
  const kind = determined && (p + k) % 2 === 1 ? ('teacher-span' as const) : ('sphere' as const);
  return {
    ...sizes,
    learningRate: 0.8 * p,
    noise: 0.01,
    initial: drawInitialCondition({ kind }, sizes, RandomStream.fromKey(`oracles/start/${p}/${k}`)),
    ...changed,
  };
}

describe.each(['projected', 'direct'] as const)('the %s kernel equals its plain oracle', (name) => {
  const determined = Object.keys(options).filter(
    (option) => name === 'direct' || !UNDETERMINED.includes(option),
  );
  it.each(determined)('%s: p from 1 to 17, k from 1 to 5', (option) => {
    for (let p = 1; p <= 17; p++) {
      for (let k = 1; k <= 5; k++) {
        const spare = [0, 1, 3, 40][(p + k) % 4];
        compareWithOracle(name, modelOf(p, k, spare, options[option](p, k)), 1 + ((p * k) % 5));
      }
    }
  });
});
