import { regimeSigns } from '@crossover/crossover-plots';
import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import { isRegime, markPath } from '../appearance/regime-sign.ts';

/** A regime's mark, colour and name, always together. */
export class RegimeChip extends LitElement {
  static override readonly properties = { regime: {}, heading: { type: Boolean } };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
        font-size: 0.8125rem;
        white-space: nowrap;
      }
      svg {
        flex: none;
        width: 0.85em;
        height: 0.85em;
      }
    `,
  ];

  declare regime: string;
  /** Begins a heading, with a capital letter. */
  declare heading: boolean;

  override render() {
    if (!isRegime(this.regime)) return nothing;
    const { name, heading, shape } = regimeSigns[this.regime];
    return html`<svg viewBox="-5.5 -5.5 11 11" aria-hidden="true">
        ${markPath(shape, `var(--regime-${this.regime})`)}
      </svg>
      <span>${this.heading ? heading : name}</span>`;
  }
}

customElements.define('regime-chip', RegimeChip);
