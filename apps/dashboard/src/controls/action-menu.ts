import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';

export interface MenuItem {
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

/** Pixels that an open list takes. */
const LIST_WIDTH = 260;

/** A button that opens a short list of actions. Arrow keys move, Escape closes. */
export class ActionMenu extends LitElement {
  static override readonly properties = {
    label: {},
    items: { attribute: false },
    open: { state: true },
    disabled: { type: Boolean },
  };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
      }
      .list {
        position: absolute;
        z-index: 10;
        right: 0;
        top: calc(100% + 4px);
        min-width: 13rem;
        width: max-content;
        max-width: 26rem;
        max-height: min(70vh, 34rem);
        overflow-y: auto;
        padding: 4px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
      }
      .list.leftward {
        right: auto;
        left: 0;
      }
      .item {
        display: block;
        width: 100%;
        padding: 0.4rem 0.6rem;
        border: 0;
        border-radius: 5px;
        background: none;
        text-align: left;
        font-size: 0.8125rem;
        cursor: pointer;
      }
      .item:hover,
      .item:focus-visible {
        background: var(--surface);
      }
      .hint {
        display: block;
        color: var(--muted);
        font-size: 0.75rem;
      }
      .arrow {
        width: 0.6em;
        height: 0.6em;
      }
    `,
  ];

  declare label: string;
  declare items: readonly MenuItem[];
  declare open: boolean;
  declare disabled: boolean;
  /** Near the left edge of the page the list hangs from the button's left end. */
  #leftward = false;
  readonly #onOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  constructor() {
    super();
    this.label = '';
    this.items = [];
    this.open = false;
    this.disabled = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#onOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#onOutside);
  }

  override render() {
    return html`<button
        class="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        ?disabled=${this.disabled}
        @click=${() => this.#toggle()}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'ArrowDown' && !this.open) this.#toggle();
        }}
      >
        ${this.label}
        <svg class="arrow" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M1.5 3.5 5 7l3.5-3.5" fill="none" stroke="currentColor" stroke-width="1.5"></path>
        </svg>
      </button>
      ${
        this.open
          ? html`<div
              class="list ${this.#leftward ? 'leftward' : ''}"
              role="menu"
              @keydown=${(event: KeyboardEvent) => this.#move(event)}
            >
              ${this.items.map(
                (item) =>
                  html`<button class="item" type="button" role="menuitem" @click=${() => this.#choose(item)}>
                    ${item.label}${item.hint === undefined ? '' : html`<span class="hint">${item.hint}</span>`}
                  </button>`,
              )}
            </div>`
          : ''
      }`;
  }

  #toggle(): void {
    this.#leftward = this.getBoundingClientRect().right < LIST_WIDTH;
    this.open = !this.open;
    if (this.open) void this.updateComplete.then(() => this.#entries()[0]?.focus());
  }

  #choose(item: MenuItem): void {
    this.#close();
    item.run();
  }

  #close(): void {
    this.open = false;
    this.renderRoot.querySelector<HTMLButtonElement>('.button')?.focus();
  }

  #entries(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.item')];
  }

  #move(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const entries = this.#entries();
    const focused = entries.findIndex((entry) => entry.matches(':focus'));
    entries[(focused + step + entries.length) % entries.length]?.focus();
  }
}

customElements.define('action-menu', ActionMenu);
