import { RandomStream } from '@crossover/math-core';
import { drawInitialCondition } from '@crossover/sgd-simulator';
import type { OrderParameters } from '@crossover/math-core';
import { groupIdentity } from './identity.ts';
import type { RunSpecification, SimulationSpecification } from './run-specification.ts';
import { studentWidthOf } from './scaling-of.ts';

/**
 * Ω⁰ of a run. Its stream depends on the seed and the kind of start alone, so that simulation and theory,
 * every replica, every noise and (where the law of Ω⁰ does not depend on it) every d start from the same bits.
 */
export function initialOverlaps(
  specification: Pick<
    RunSpecification,
    | 'initial'
    | 'seed'
    | 'teacherWidth'
    | 'inputDimension'
    | 'widthPrefactor'
    | 'learningRatePrefactor'
    | 'kappa'
    | 'delta'
  >,
): OrderParameters {
  const { initial, seed, teacherWidth, inputDimension } = specification;
  const stream = RandomStream.fromKey(`initial-condition/${seed}`).split(initial.kind);
  const studentWidth = studentWidthOf(specification);
  return drawInitialCondition(
    initial,
    inputDimension === null ? { studentWidth, teacherWidth } : { studentWidth, teacherWidth, inputDimension },
    stream,
  );
}

/** The stream of a replica's samples: a function of the specification and the replica number only. */
export function sampleStream(specification: SimulationSpecification): RandomStream {
  return RandomStream.fromKey(`samples/${groupIdentity(specification)}`).split(specification.replica);
}
