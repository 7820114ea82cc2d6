import { MessageBudget } from './message-budget.ts';

/** So many are remembered; whoever fills it with invented keys gains the oldest being forgotten, no more. */
const MAXIMUM_KEYS = 10_000;

/** One budget for each key, such as an address. */
export class KeyedBudgets {
  readonly #size: number;
  readonly #milliseconds: number;
  /** In the order of their last use. */
  readonly #budgets = new Map<string, MessageBudget>();

  constructor(size: number, milliseconds: number) {
    this.#size = size;
    this.#milliseconds = milliseconds;
  }

  /** False when the key's budget is spent. */
  spend(key: string, now = performance.now()): boolean {
    const budget = this.#budgets.get(key) ?? new MessageBudget(this.#size, this.#milliseconds, now);
    this.#budgets.delete(key);
    this.#budgets.set(key, budget);
    const oldest = this.#budgets.keys().next();
    if (this.#budgets.size > MAXIMUM_KEYS && oldest.done !== true) this.#budgets.delete(oldest.value);
    return budget.take(now);
  }
}
