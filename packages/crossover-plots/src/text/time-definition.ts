import type { RegimeName } from '@crossover/ode-theory';
import { formatExponent } from './numbers.ts';

/** What the horizontal axis counts: the regime's own time t, steps per input dimension ν/d, or steps ν. */
export type TimeAxis = 'regime' | 'sweeps' | 'steps';

/** Text whose end is raised: `t = ν/d` with `3/2` as a superscript. */
export interface RaisedText {
  readonly base: string;
  /** Empty when nothing is raised. */
  readonly raised: string;
}

/** Exponent e of δt = d^{−e}: 1+ϑ, 1, 1+2ϑ; 0 without an ODE, where t = ν (model.md §3). */
export function timeExponent(regime: RegimeName, theta: number): number {
  switch (regime) {
    case 'perfect-learning':
      return 1 + theta;
    case 'plateau':
      return 1;
    case 'bad-learning':
      return 1 + 2 * theta;
    case 'no-ode':
      return 0;
  }
}

const SYMBOLIC: Readonly<Record<RegimeName, string>> = {
  'perfect-learning': '1+ϑ',
  plateau: '',
  'bad-learning': '1+2ϑ',
  'no-ode': '',
};

/**
 * The definition of the time on an axis. Within a regime whose curves differ in ϑ the exponent stays
 * symbolic.
 */
export function timeDefinition(axis: TimeAxis, regime: RegimeName, thetas: readonly number[]): RaisedText {
  if (axis === 'sweeps') return { base: 'ν/d', raised: '' };
  if (axis === 'steps' || regime === 'no-ode') {
    return { base: axis === 'steps' ? 'ν' : 't = ν', raised: '' };
  }
  const exponents = new Set(thetas.map((theta) => formatExponent(timeExponent(regime, theta))));
  const [exponent] = exponents;
  const raised = exponents.size === 1 && exponent !== undefined ? exponent : SYMBOLIC[regime];
  return { base: 't = ν/d', raised: raised === '1' ? '' : raised };
}

/** The words in front of the definition. */
export const timeWords: Readonly<Record<TimeAxis, string>> = {
  regime: 'time',
  sweeps: 'steps per input dimension',
  steps: 'SGD steps',
};
