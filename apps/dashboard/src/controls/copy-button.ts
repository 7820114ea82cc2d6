import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';

const SHOWN_MILLISECONDS = 2_000;

/** Copies a text, and says so. */
export class CopyButton extends LitElement {
  static override readonly properties = { text: {}, label: {}, said: { state: true } };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: inline-block;
      }
    `,
  ];

  declare text: string;
  declare label: string;
  declare said: string | null;

  constructor() {
    super();
    this.text = '';
    this.label = 'Copy';
    this.said = null;
  }

  override render() {
    return html`<button class="button" type="button" @click=${() => void this.#copy()}>
        ${this.said ?? this.label}
      </button>
      <span class="visually-hidden" role="status">${this.said ?? ''}</span>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = 'Copied';
    } catch {
      // Browsers give the clipboard to secure pages only; 127.0.0.1 is one, a plain address in the network is not.
      this.said = 'Select and copy by hand';
    }
    setTimeout(() => (this.said = null), SHOWN_MILLISECONDS);
  }
}

customElements.define('copy-button', CopyButton);
