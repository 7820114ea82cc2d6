import type { RegimeName } from '@crossover/ode-theory';

/** The regions of the phase diagram in words. */
export const regimeLabels: Readonly<Record<RegimeName, string>> = {
  'perfect-learning': 'perfect learning',
  plateau: 'plateau',
  'bad-learning': 'bad learning',
  'no-ode': 'no ODE',
};
