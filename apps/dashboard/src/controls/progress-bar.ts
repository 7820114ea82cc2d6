import { css, html, LitElement } from 'lit';
import { styled } from '../appearance/styled.ts';
import { baseStyles } from '../appearance/base-styles.ts';
import { formatShare } from '../format/counts.ts';

/** A share of work that is done. */
export class ProgressBar extends LitElement {
  static override readonly properties = { fraction: { type: Number }, label: {} };
  static override readonly styles = [
    baseStyles,
    css`
      .track {
        height: 5px;
        border-radius: 3px;
        background: var(--line);
        overflow: hidden;
      }
      .done {
        height: 100%;
        background: var(--accent);
      }
    `,
  ];

  declare fraction: number;
  declare label: string;

  constructor() {
    super();
    this.fraction = 0;
    this.label = 'progress';
  }

  override render() {
    return html`<div
      class="track"
      role="progressbar"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(100 * this.fraction)}
      aria-valuetext=${formatShare(this.fraction)}
    >
      <div class="done" ${styled({ width: `${100 * this.fraction}%` })}></div>
    </div>`;
  }
}

customElements.define('progress-bar', ProgressBar);
