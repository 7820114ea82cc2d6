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

const READ_ONLY =
  'The token is a viewer’s. With the operator’s, experiments and nodes can be controlled too.';

/** How things stand with the coordinator, in one word. */
export class ConnectionLabel extends LitElement {
  static override readonly properties = { state: { attribute: false }, readOnly: { type: Boolean } };
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
  /** The token is a viewer's. */
  declare readOnly: boolean;

  constructor() {
    super();
    this.readOnly = false;
  }

  override render() {
    return html`<span class="dot ${this.state.kind}" aria-hidden="true"></span>
      <span role="status" title=${this.readOnly ? READ_ONLY : ''}
        >${WORDS[this.state.kind]}${this.readOnly ? ', view only' : ''}</span
      >`;
  }
}

customElements.define('connection-label', ConnectionLabel);
