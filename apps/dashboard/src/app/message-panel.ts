import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';

/** What is shown in place of content that is empty, loading, missing or wrong: what goes on, and what to do. */
export class MessagePanel extends LitElement {
  static override readonly properties = { heading: {}, text: {}, busy: { type: Boolean } };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        max-width: 40rem;
        padding: 3.5rem 0;
      }
      h2 {
        margin-bottom: 0.4rem;
        font-size: 1.125rem;
      }
      p {
        color: var(--muted);
      }
      slot {
        display: block;
        margin-top: 1.1rem;
      }
    `,
  ];

  declare heading: string;
  declare text: string;
  declare busy: boolean;

  constructor() {
    super();
    this.heading = '';
    this.text = '';
    this.busy = false;
  }

  override render() {
    return html`<div role="status" aria-busy=${this.busy}>
        <h2>${this.heading}</h2>
        ${this.text === '' ? nothing : html`<p>${this.text}</p>`}
      </div>
      <slot></slot>`;
  }
}

customElements.define('message-panel', MessagePanel);
