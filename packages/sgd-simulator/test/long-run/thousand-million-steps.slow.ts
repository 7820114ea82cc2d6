import { describe, it } from 'vitest';
import { expectNotToDrift, expectToGoOnLearning, expectToLearnAndStay } from './long-run.ts';

/** Some ten minutes of one core. */
describe('over 10⁹ noiseless steps Ω stays positive semidefinite and', () => {
  it('the risk falls to its round-off floor and stays there', () => {
    expectToLearnAndStay(1e9);
  });

  it('at learning rate zero the overlaps wander no further than independent roundings carry them', () => {
    expectNotToDrift(1e9);
  });
});

it('over 10⁸ noiseless steps towards a singular Ω the risk goes on falling as t⁻²', () => {
  expectToGoOnLearning(1e8);
});
