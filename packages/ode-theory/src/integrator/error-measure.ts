import type { ControlledObservable } from './error-estimate.ts';
import type { Tolerances } from './error-norm.ts';

/**
 * The size of errors near a state: the larger of their root mean square in units of the tolerances and, to first order, the error
 * they make in the controlled observable. At most 1 means within tolerance. Owns its buffers.
 */
export class ErrorMeasure {
  readonly #tolerances: Tolerances;
  readonly #controlled: ControlledObservable | null;
  readonly #perScale: Float64Array;
  readonly #gradient: Float64Array;
  #perObservableScale = 0;

  constructor(dimension: number, tolerances: Tolerances, controlled: ControlledObservable | null) {
    this.#tolerances = tolerances;
    this.#controlled = controlled;
    this.#perScale = new Float64Array(dimension);
    this.#gradient = new Float64Array(dimension);
  }

  /** Measures from now on near y. */
  moveTo(y: Float64Array): void {
    const { relative, absolute } = this.#tolerances;
    for (let x = 0; x < y.length; x++) this.#perScale[x] = 1 / (absolute + relative * Math.abs(y[x]));
    if (this.#controlled === null) return;
    const value = this.#controlled.observable(y, this.#gradient);
    this.#perObservableScale = 1 / (this.#controlled.relative * Math.abs(value) + this.#controlled.floor);
  }

  of(error: Float64Array): number {
    let squares = 0;
    let change = 0;
    for (let x = 0; x < error.length; x++) {
      const ratio = error[x] * this.#perScale[x];
      squares += ratio * ratio;
      change += this.#gradient[x] * error[x];
    }
    return Math.max(Math.sqrt(squares / error.length), Math.abs(change) * this.#perObservableScale);
  }
}
