import {
  trajectoriesFigure,
  type TrajectoriesFigure,
  type TrajectoriesInput,
  type TrajectoriesView,
} from '@crossover/crossover-plots';

type Base = Omit<TrajectoriesInput, 'view'>;

function sameBase(a: Base, b: Base): boolean {
  return (
    a.curves === b.curves &&
    a.timeAxis === b.timeAxis &&
    a.theme === b.theme &&
    a.furniture === b.furniture &&
    a.size.width === b.size.width &&
    a.size.height === b.size.height
  );
}

/**
 * Makes a figure anew only when its curves, axes or size are others. What the pointer does, many times a
 * second, changes signals alone, and the datasets stay the same objects.
 */
export class FigureMemory {
  #base: Base | null = null;
  #zoom = '';
  #figure: TrajectoriesFigure | null = null;

  figure(base: Base, view: TrajectoriesView): TrajectoriesFigure {
    const zoom = JSON.stringify([view.risk, view.time]);
    if (this.#figure === null || this.#base === null || !sameBase(this.#base, base) || zoom !== this.#zoom) {
      this.#figure = trajectoriesFigure({ ...base, view });
      this.#base = base;
      this.#zoom = zoom;
      return this.#figure;
    }
    const hidden = view.hidden ?? [];
    const emphasis = view.emphasis ?? null;
    const { signals } = this.#figure;
    if (this.#figure.hidden === hidden && signals.emphasis === emphasis) return this.#figure;
    this.#figure = { ...this.#figure, hidden, signals: { ...signals, hidden, emphasis } };
    return this.#figure;
  }
}
