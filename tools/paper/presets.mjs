/** What the page compares: presets of the paper, and one of them again for longer. */
export const presets = ['paper/fig3', 'paper/fig4a', 'paper/fig4b', 'paper/fig5b', 'paper/fig6'];

/**
 * Figure 4b at the least noise: half of its runs are still falling at t = 10⁴. To three times as long, at the dimensions where that takes
 * minutes.
 */
export const longer = {
  preset: 'paper/fig4b',
  noise: 1e-4,
  dimensions: [30, 40, 50, 60, 70, 80, 90, 100, 200, 300],
  tMax: 3e4,
};

/** The words behind `crossover run` for it. */
export const longerWords = [
  longer.preset,
  ...['--noise', String(longer.noise)],
  ...['--d', longer.dimensions.join(',')],
  ...['--t-max', String(longer.tMax)],
];
