import { css, html, LitElement } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';

const WORDS: Readonly<Record<string, string>> = {
  queued: 'queued',
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  cancelled: 'cancelled',
  paused: 'paused',
};

/** The state of an experiment or a run: a word, and a dot that is filled, hollow or crossed. */
export class StateLabel extends LitElement {
  static override readonly properties = { state: { reflect: true } };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.45em;
        font-size: 0.8125rem;
        white-space: nowrap;
        --dot: var(--muted);
      }
      :host([state='running']) {
        --dot: var(--accent);
      }
      :host([state='finished']) {
        --dot: var(--good);
      }
      :host([state='failed']) {
        --dot: var(--danger);
        color: var(--danger);
      }
      .dot {
        width: 0.55em;
        height: 0.55em;
        border-radius: 50%;
        border: 1.5px solid var(--dot);
      }
      :host([state='running']) .dot,
      :host([state='finished']) .dot,
      :host([state='failed']) .dot {
        background: var(--dot);
      }
      :host([state='failed']) .dot {
        border-radius: 1px;
      }
    `,
  ];

  declare state: string;

  override render() {
    return html`<span class="dot" aria-hidden="true"></span><span>${WORDS[this.state] ?? this.state}</span>`;
  }
}

customElements.define('state-label', StateLabel);
