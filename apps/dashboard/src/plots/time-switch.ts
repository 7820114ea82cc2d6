import type { TimeAxis } from '@crossover/crossover-plots';
import { css, html, LitElement } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';

const CHOICES: readonly { readonly axis: TimeAxis; readonly symbol: string; readonly words: string }[] = [
  { axis: 'regime', symbol: 't', words: 'each regime’s own time t' },
  { axis: 'sweeps', symbol: 'ν/d', words: 'SGD steps per input dimension' },
  { axis: 'steps', symbol: 'ν', words: 'SGD steps' },
];

/** What the time axis counts. Dispatches `choose` with the axis. */
export class TimeSwitch extends LitElement {
  static override readonly properties = { axis: {} };
  static override readonly styles = [
    baseStyles,
    css`
      fieldset {
        display: flex;
        align-items: center;
        margin: 0;
        padding: 0;
        border: 0;
        font-size: 0.8125rem;
      }
      legend {
        float: left;
        margin-right: 0.5rem;
        padding: 0;
        color: var(--muted);
      }
      label span {
        display: block;
        min-width: 2.6rem;
        padding: 0.2rem 0.6rem;
        border: 1px solid var(--edge);
        border-left-width: 0;
        text-align: center;
        cursor: pointer;
      }
      label:first-of-type span {
        border-left-width: 1px;
        border-radius: 6px 0 0 6px;
      }
      label:last-of-type span {
        border-radius: 0 6px 6px 0;
      }
      label span:hover {
        background: var(--surface);
      }
      input:checked + span {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--on-accent);
      }
      input:focus-visible + span {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
    `,
  ];

  declare axis: TimeAxis;

  override render() {
    return html`<fieldset>
      <legend>Time</legend>
      ${CHOICES.map(
        ({ axis, symbol, words }) =>
          html`<label title=${words}>
            <input
              class="visually-hidden"
              type="radio"
              name="time"
              aria-label="${symbol}: ${words}"
              .checked=${this.axis === axis}
              @change=${() => this.dispatchEvent(new CustomEvent('choose', { detail: axis }))}
            />
            <span>${symbol}</span>
          </label>`,
      )}
    </fieldset>`;
  }
}

customElements.define('time-switch', TimeSwitch);
