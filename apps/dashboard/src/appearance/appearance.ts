import { customProperties, type ScreenTheme } from './palette.ts';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const STORAGE_KEY = 'crossover-appearance';

/** Light or dark: as the system says, unless the reader chose. Dispatches `change` when it is another. */
export class AppearanceChoice extends EventTarget {
  readonly #systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  #appearance: Appearance;

  constructor() {
    super();
    const stored = localStorage.getItem(STORAGE_KEY);
    this.#appearance = APPEARANCES.find((candidate) => candidate === stored) ?? 'system';
    this.#systemIsDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  get appearance(): Appearance {
    return this.#appearance;
  }

  get theme(): ScreenTheme {
    if (this.#appearance !== 'system') return this.#appearance;
    return this.#systemIsDark.matches ? 'dark' : 'light';
  }

  choose(appearance: Appearance): void {
    this.#appearance = appearance;
    localStorage.setItem(STORAGE_KEY, appearance);
    this.#apply();
  }

  #apply(): void {
    const { style } = document.documentElement;
    style.colorScheme = this.theme;
    for (const [name, value] of Object.entries(customProperties(this.theme))) style.setProperty(name, value);
    this.dispatchEvent(new Event('change'));
  }
}
