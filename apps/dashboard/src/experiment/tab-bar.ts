import { css, html, LitElement } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import { TABS, type Tab } from '../routing/route.ts';

const WORDS: Readonly<Record<Tab, string>> = { runs: 'Runs', data: 'Data', specification: 'Specification' };

/** The tabs below the plot. Arrow keys move between them. Dispatches `choose` with a tab. */
export class TabBar extends LitElement {
  static override readonly properties = { tab: {} };
  static override readonly styles = [
    baseStyles,
    css`
      div {
        display: flex;
        gap: 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      button {
        padding: 0.45rem 0.75rem;
        margin-bottom: -1px;
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        color: var(--muted);
        font: inherit;
        font-size: 0.9375rem;
        cursor: pointer;
      }
      button:hover {
        color: var(--ink);
      }
      button[aria-selected='true'] {
        color: var(--ink);
        border-bottom-color: var(--accent);
      }
    `,
  ];

  declare tab: Tab;

  override render() {
    return html`<div
      role="tablist"
      aria-label="Details"
      @keydown=${(event: KeyboardEvent) => this.#move(event)}
    >
      ${TABS.map(
        (tab) =>
          html`<button
            type="button"
            role="tab"
            aria-selected=${this.tab === tab}
            tabindex=${this.tab === tab ? 0 : -1}
            @click=${() => this.#choose(tab)}
          >
            ${WORDS[tab]}
          </button>`,
      )}
    </div>`;
  }

  #choose(tab: Tab): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: tab }));
  }

  #move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = (TABS.indexOf(this.tab) + step + TABS.length) % TABS.length;
    this.#choose(TABS[index]);
    this.renderRoot.querySelectorAll<HTMLButtonElement>('button')[index]?.focus();
  }
}

customElements.define('tab-bar', TabBar);
