import { describe, it } from 'vitest';
import { expectNotToDrift, expectToGoOnLearning, expectToLearnAndStay } from './long-run.ts';

/** `npm run test:slow` takes a hundred times as many. */
describe('over ten million noiseless steps Ω stays positive semidefinite and', () => {
  it('the risk falls to its round-off floor and stays there', () => {
    expectToLearnAndStay(10_000_000);
  });

  it('at learning rate zero the overlaps wander no further than independent roundings carry them', () => {
    expectNotToDrift(10_000_000);
  });
});

it('over two million noiseless steps towards a singular Ω the risk goes on falling as t⁻²', () => {
  expectToGoOnLearning(2_000_000);
});
