import { css, html, LitElement, nothing } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';

export interface MenuItem {
  readonly label: string;
  readonly hint?: string;
  /** One of several of which one holds: whether it is this one. */
  readonly checked?: boolean;
  /** It destroys something. */
  readonly destructive?: boolean;
  readonly run: () => void;
}

/** Pixels that an open list takes. */
const LIST_WIDTH = 260;

/** A button that opens a short list of actions. Arrow keys move, Escape closes. */
export class ActionMenu extends LitElement {
  static override readonly properties = {
    label: {},
    name: {},
    items: { attribute: false },
    open: { state: true },
    disabled: { type: Boolean },
  };
  /** Focus that is given to the menu goes to its button. */
  static override readonly shadowRootOptions = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
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
      .destructive {
        color: var(--danger);
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
  /** For screen readers, where the label alone does not say whose menu it is; begins with the label. */
  declare name: string;
  declare items: readonly MenuItem[];
  declare open: boolean;
  declare disabled: boolean;
  /** Near the left edge of the page the list hangs from the button's left end. */
  #leftward = false;
  /** The items as they were when it was opened: they do not move under the pointer. */
  #offered: readonly MenuItem[] = [];
  readonly #onOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  constructor() {
    super();
    this.label = '';
    this.name = '';
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
        aria-label=${this.name || nothing}
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
              aria-label=${this.name || this.label}
              @keydown=${(event: KeyboardEvent) => this.#move(event)}
              @focusout=${(event: FocusEvent) => {
                if (event.relatedTarget !== null && !this.renderRoot.contains(event.relatedTarget as Node)) {
                  this.open = false;
                }
              }}
            >
              ${this.#offered.map(
                (item) =>
                  html`<button
                    class="item ${item.destructive === true ? 'destructive' : ''}"
                    type="button"
                    role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                    aria-checked=${item.checked ?? nothing}
                    @click=${() => this.#choose(item)}
                  >
                    ${item.label}${item.checked === true ? html`<span aria-hidden="true"> ✓</span>` : nothing}
                    ${item.hint === undefined ? nothing : html`<span class="hint">${item.hint}</span>`}
                  </button>`,
              )}
            </div>`
          : ''
      }`;
  }

  #toggle(): void {
    this.#leftward = this.getBoundingClientRect().right < LIST_WIDTH;
    this.#offered = this.items;
    this.open = !this.open;
    if (!this.open) return;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('.list')?.scrollIntoView({ block: 'nearest' });
      this.#entries()[0]?.focus();
    });
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
