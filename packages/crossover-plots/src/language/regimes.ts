import type { RegimeName } from '@crossover/ode-theory';

/** The regimes from the top of the diagram (largest ϑ = κ + δ) to the bottom. */
export const regimeOrder: readonly RegimeName[] = ['perfect-learning', 'plateau', 'bad-learning', 'no-ode'];

/** Vega's names of the four marks. */
export type MarkShape = 'triangle-up' | 'circle' | 'diamond' | 'square';

/** How a regime is called and marked. Its colour belongs to the theme; the three always appear together. */
export interface RegimeSign {
  /** As it stands in a sentence. */
  readonly name: string;
  /** As it stands at the beginning of a heading. */
  readonly heading: string;
  /** The mark as a character, for text. */
  readonly glyph: string;
  /** The mark as Vega draws it. */
  readonly shape: MarkShape;
  /** Where it lies, ϑ = κ + δ. */
  readonly condition: string;
}

export const regimeSigns: Readonly<Record<RegimeName, RegimeSign>> = {
  'perfect-learning': {
    name: 'perfect learning',
    heading: 'Perfect learning',
    glyph: '▲',
    shape: 'triangle-up',
    condition: 'κ + δ > 0',
  },
  plateau: { name: 'plateau', heading: 'Plateau', glyph: '●', shape: 'circle', condition: 'κ + δ = 0' },
  'bad-learning': {
    name: 'bad learning',
    heading: 'Bad learning',
    glyph: '◆',
    shape: 'diamond',
    condition: '−½ < κ + δ < 0',
  },
  'no-ode': { name: 'no ODE', heading: 'No ODE', glyph: '■', shape: 'square', condition: 'κ + δ ≤ −½' },
};
