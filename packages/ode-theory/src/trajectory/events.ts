import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';

/**
 * What a trajectory may be asked to look out for; each is reported at its first occurrence, at t = 0 if it holds there.
 *
 * - `risk-below`: R < value.
 * - `alignment-above`: max_ir |M_ir|/√(Q_ii P_rr) > value, the escape of a unit from the symmetric plateau.
 * - `positive`: any function of the overlaps (and of a where it is trained, else null) becomes positive. Its name tells one function
 *   from another in checkpoints.
 */
export type TrajectoryEvent =
  | { readonly kind: 'risk-below'; readonly value: number; readonly terminal?: boolean }
  | { readonly kind: 'alignment-above'; readonly value: number; readonly terminal?: boolean }
  | {
      readonly kind: 'positive';
      readonly name: string;
      readonly of: (overlaps: OrderParameters, secondLayer: Float64Array | null, time: number) => number;
      readonly terminal?: boolean;
    };

/** An event that happened. */
export interface EventOccurrence {
  /** Its position among `events`. */
  readonly index: number;
  /** When, to about the accuracy of the solution; two changes within one step are not seen. */
  readonly time: number;
  readonly risk: number;
  readonly orderParameters: OrderParameters;
  /** a where it is trained, else null. */
  readonly secondLayer: Float64Array | null;
}

/** Throws InvalidArgumentError for values outside their range. */
export function assertEvents(events: readonly TrajectoryEvent[]): void {
  events.forEach((event, index) => {
    if (event.kind === 'risk-below' && !(event.value > 0 && event.value < Infinity)) {
      throw new InvalidArgumentError(messages.outside(`events[${index}].value`, event.value, '(0, ∞)'));
    }
    if (event.kind === 'alignment-above' && !(event.value >= 0 && event.value < 1)) {
      throw new InvalidArgumentError(messages.outside(`events[${index}].value`, event.value, '[0, 1)'));
    }
  });
}

/** max_ir |M_ir|/√(Q_ii P_rr) of the overlaps; 0 for units or teachers of length 0. */
export function alignment({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): number {
  let largest = 0;
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++) {
      const square = Q[i * p + i] * P[r * k + r];
      if (square > 0) largest = Math.max(largest, Math.abs(M[i * k + r]) / Math.sqrt(square));
    }
  }
  return largest;
}

/** A function that becomes positive as the event happens. */
export function indicatorOf(
  event: TrajectoryEvent,
  risk: number,
  overlaps: OrderParameters,
  secondLayer: Float64Array | null,
  time: number,
): number {
  switch (event.kind) {
    case 'risk-below':
      return event.value - risk;
    case 'alignment-above':
      return alignment(overlaps) - event.value;
    case 'positive':
      return event.of(overlaps, secondLayer, time);
  }
}
