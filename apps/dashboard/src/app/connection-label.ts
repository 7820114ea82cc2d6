import { css, html, LitElement } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import type { ConnectionState } from '../connection/connection-state.ts';

const WORDS: Readonly<Record<ConnectionState['kind'], string>> = {
  connecting: 'connecting',
  connected: 'live',
  disconnected: 'disconnected',
  'no-token': 'no token',
  refused: 'refused',
};

/** How things stand with the coordinator, in one word. */
export class ConnectionLabel extends LitElement {
  static override readonly properties = { state: { attribute: false } };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.45em;
        font-size: 0.8125rem;
        color: var(--muted);
        --dot: var(--muted);
      }
      .dot {
        width: 0.55em;
        height: 0.55em;
        border-radius: 50%;
        border: 1.5px solid var(--dot);
      }
      .connected {
        --dot: var(--good);
        background: var(--good);
      }
      .disconnected,
      .refused {
        --dot: var(--danger);
      }
    `,
  ];

  declare state: ConnectionState;

  override render() {
    return html`<span class="dot ${this.state.kind}" aria-hidden="true"></span>
      <span role="status">${WORDS[this.state.kind]}</span>`;
  }
}

customElements.define('connection-label', ConnectionLabel);
