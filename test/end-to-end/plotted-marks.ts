import type { Page } from 'playwright-core';

/** One panel of the crossover plot as the browser shows it, in pixels from the panel's left edge. */
export interface PlottedPanel {
  /** Where the labels of the time axis stand, by their text. */
  readonly ticks: Record<string, number>;
  /** Where the marks of the simulations stand, from left to right. */
  readonly marks: number[];
}

export function plottedPanels(page: Page): Promise<PlottedPanel[]> {
  return page
    .locator('crossover-plot vega-figure svg.marks g.role-scope[class*="concat_"][class*="_group"]')
    .evaluateAll((panels) => {
      const left = (element: Element) =>
        Number(/translate\(([^,]+)/.exec(element.getAttribute('transform') ?? '')?.[1]);
      return panels.map((panel) => {
        const labels = [...panel.querySelectorAll('g.role-axis')].map((axis) => [
          ...axis.querySelectorAll('g.role-axis-label text'),
        ]);
        // The time axis is the one with a label for t = 0.
        const time = labels.find((texts) => texts.some((text) => text.textContent === '0')) ?? [];
        return {
          ticks: Object.fromEntries(
            time.filter((text) => text.textContent !== '').map((text) => [text.textContent, left(text)]),
          ),
          marks: [...panel.querySelectorAll('g.mark-symbol[class*="simulation"] path')]
            .map(left)
            .sort((a, b) => a - b),
        };
      });
    });
}

/**
 * Where marks have to be: each simulated curve has one in every cell of 8 pixels times the number of curves that
 * holds one of its points (the first in it), and the curves' cells are shifted against one another, so that curves
 * that coincide take turns.
 */
export function expectedMarks(
  times: readonly number[],
  curves: number,
  ticks: Record<string, number>,
): number[] {
  const decade = (ticks['10³'] - ticks['10⁰']) / 3;
  const pixel = (time: number) => (time === 0 ? ticks['0'] : ticks['10⁰'] + decade * Math.log10(time));
  const spacing = 8 * curves;
  const marks: number[] = [];
  for (let curve = 0; curve < curves; curve++) {
    let lastCell = -Infinity;
    for (const time of times) {
      const cell = Math.floor(pixel(time) / spacing - curve / curves);
      if (cell > lastCell) marks.push(pixel(time));
      lastCell = cell;
    }
  }
  return marks.sort((a, b) => a - b);
}
