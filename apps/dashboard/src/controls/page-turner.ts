import { css, html, LitElement, nothing } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';

/** Turns the pages of a long table. Dispatches `turn` with the new page, counted from 0. */
export class PageTurner extends LitElement {
  static override readonly properties = { page: { type: Number }, pages: { type: Number }, what: {} };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      nav {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        margin-top: 0.75rem;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare page: number;
  declare pages: number;
  declare what: string;

  constructor() {
    super();
    this.page = 0;
    this.pages = 1;
    this.what = '';
  }

  override render() {
    if (this.pages < 2) return nothing;
    return html`<nav aria-label="Pages of ${this.what}">
      ${this.#button('Previous', this.page - 1)}
      <span>page ${this.page + 1} of ${this.pages}</span>
      ${this.#button('Next', this.page + 1)}
    </nav>`;
  }

  #button(words: string, page: number) {
    return html`<button
      class="button"
      type="button"
      ?disabled=${page < 0 || page >= this.pages}
      @click=${() => this.dispatchEvent(new CustomEvent('turn', { detail: page }))}
    >
      ${words}
    </button>`;
  }
}

customElements.define('page-turner', PageTurner);
