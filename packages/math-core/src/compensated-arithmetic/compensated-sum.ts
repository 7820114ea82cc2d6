import { sumError } from './rounding-errors.ts';

/** A sum whose rounding errors are collected beside it (Neumaier 1974): its floor does not grow with the number of terms. */
export class CompensatedSum {
  #sum = 0;
  #errors = 0;

  add(term: number): void {
    const sum = this.#sum + term;
    this.#errors += sumError(this.#sum, term, sum);
    this.#sum = sum;
  }

  get total(): number {
    return this.#sum + this.#errors;
  }
}
