import { phaseDiagramFigure, type Figure, type PhasePoint } from '@crossover/crossover-plots';
import { css, html, LitElement } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import type { ScreenTheme } from '../appearance/palette.ts';
import '../controls/regime-chip.ts';
import { plural } from '../format/counts.ts';
import './vega-figure.ts';

const SIZE = { width: 280, height: 240 };

/** Where the runs lie in the phase diagram. */
export class PhasePanel extends LitElement {
  static override readonly properties = { points: { attribute: false }, theme: {} };
  static override readonly styles = [
    baseStyles,
    css`
      vega-figure {
        min-height: 240px;
        margin: 0.5rem 0;
      }
      table {
        border-collapse: collapse;
        font-size: 0.8125rem;
      }
      th,
      td {
        padding: 0.1rem 0.7rem 0.1rem 0;
        text-align: left;
        font-weight: 400;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      th {
        color: var(--muted);
      }
    `,
  ];

  declare points: readonly PhasePoint[];
  declare theme: ScreenTheme;
  #made: { points: readonly PhasePoint[]; theme: ScreenTheme; figure: Figure } | null = null;

  override render() {
    const figure = this.#figure();
    return html`<h2>Where the runs lie</h2>
      <vega-figure .figure=${figure} label="Phase diagram. ${figure.title}."></vega-figure>
      <table>
        <caption class="visually-hidden">
          ${figure.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">regime</th>
            <th scope="col">κ</th>
            <th scope="col">δ</th>
            <th scope="col"><span class="visually-hidden">runs</span></th>
          </tr>
        </thead>
        <tbody>
          ${this.points.map(
            ({ regime, kappa, delta, runs }) =>
              html`<tr>
                <td><regime-chip .regime=${regime}></regime-chip></td>
                <td>${signed(kappa)}</td>
                <td>${signed(delta)}</td>
                <td class="muted">${plural(runs, 'run')}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  #figure(): Figure {
    const { points, theme } = this;
    if (this.#made === null || this.#made.points !== points || this.#made.theme !== theme) {
      this.#made = {
        points,
        theme,
        figure: phaseDiagramFigure({ points, theme, size: SIZE, furniture: 'axes' }),
      };
    }
    return this.#made.figure;
  }
}

const signed = (value: number): string => String(value).replace('-', '−');

customElements.define('phase-panel', PhasePanel);
