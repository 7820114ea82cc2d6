import { populationRisk, type OrderParameters } from '@crossover/math-core';
import { secondLayerOf, unpackState } from '../right-hand-side/packed-state.ts';
import type { ResolvedOptions } from './options.ts';

/** The solution at some time. */
export interface TrajectoryState {
  readonly time: number;
  /** R = ½ E[(f − f̂)²], noise excluded. Below about 1e-16 it is round-off and may be negative. */
  readonly risk: number;
  readonly orderParameters: OrderParameters;
  /** a where it is trained, else null. */
  readonly secondLayer: Float64Array | null;
}

/** What a packed state says. */
export function describeState(
  { model, initial }: Pick<ResolvedOptions, 'model' | 'initial'>,
  state: Float64Array,
  time: number,
): TrajectoryState {
  const orderParameters = unpackState(state, initial);
  const secondLayer = secondLayerOf(state, model);
  const network = secondLayer === null ? model : { ...model, studentSecondLayer: secondLayer };
  return { time, risk: populationRisk(orderParameters, network), orderParameters, secondLayer };
}
