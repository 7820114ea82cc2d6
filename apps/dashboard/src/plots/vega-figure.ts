import { sameStructure, type Figure } from '@crossover/crossover-plots';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { View } from 'vega';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import { createView, updateView } from './vega-runtime.ts';

/** From the element's upper left corner to that of the first plot's frame, in pixels. */
export interface DrawnDetail {
  readonly x: number;
  readonly y: number;
}

/**
 * Draws a figure and keeps it up to date: in place where its structure stays, anew where it does not, and
 * only while somebody can see it. Dispatches `drawn` with a `DrawnDetail` after every drawing.
 */
export class VegaFigure extends LitElement {
  static override readonly properties = {
    figure: { attribute: false },
    label: {},
    failure: { state: true },
  };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      .plot > div {
        display: block;
        line-height: 0;
      }
      .plot svg {
        overflow: visible;
      }
      .failure {
        padding: 1rem 0;
        color: var(--muted);
      }
    `,
  ];

  declare figure: Figure;
  declare label: string;
  declare failure: string | null;
  #view: View | null = null;
  #shown: Figure | null = null;
  #drawing = false;
  #onScreen = false;
  readonly #visibility = new IntersectionObserver((entries) => {
    this.#onScreen = entries.some(({ isIntersecting }) => isIntersecting);
    void this.#draw();
  });
  readonly #onPageShown = (): void => void this.#draw();

  constructor() {
    super();
    this.label = '';
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#visibility.observe(this);
    document.addEventListener('visibilitychange', this.#onPageShown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#visibility.disconnect();
    document.removeEventListener('visibilitychange', this.#onPageShown);
    this.#view?.finalize();
    this.#view = null;
    this.#shown = null;
  }

  override render() {
    return html`<div class="plot" role="img" aria-label=${this.label}></div>
      ${
        this.failure === null
          ? nothing
          : html`<div class="failure" role="alert">
              <p>The plot could not be drawn: ${this.failure}</p>
              <button class="button" type="button" @click=${() => void this.#draw()}>Try again</button>
            </div>`
      }`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('figure')) void this.#draw();
  }

  /** Brings the drawing up to the newest figure; figures that come meanwhile are skipped but for the last. */
  async #draw(): Promise<void> {
    if (this.#drawing || !this.#onScreen || document.hidden) return;
    this.#drawing = true;
    try {
      while (this.isConnected && this.figure !== this.#shown) await this.#show(this.figure);
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.#drawing = false;
    }
  }

  async #show(figure: Figure): Promise<void> {
    if (this.#view !== null && this.#shown !== null && sameStructure(this.#shown, figure)) {
      await updateView(this.#view, this.#shown, figure);
    } else {
      await this.#replace(figure);
    }
    this.#shown = figure;
    this.#tell();
  }

  /** Draws a new view beside the old one and then takes its place, so that nothing flickers. */
  async #replace(figure: Figure): Promise<void> {
    const container = document.createElement('div');
    const view = await createView(figure, container);
    const plot = this.renderRoot.querySelector('.plot');
    if (!this.isConnected || plot === null) {
      view.finalize();
      return;
    }
    plot.replaceChildren(container);
    this.#view?.finalize();
    this.#view = view;
  }

  #tell(): void {
    if (this.#view === null) return;
    const [x = 0, y = 0] = this.#view.origin();
    const padding = this.#view.padding();
    const { left, top } =
      typeof padding === 'number' ? { left: padding, top: padding } : { left: 0, top: 0, ...padding };
    this.dispatchEvent(new CustomEvent<DrawnDetail>('drawn', { detail: { x: x + left, y: y + top } }));
  }
}

customElements.define('vega-figure', VegaFigure);
