import {
  formatMeasurement,
  formatNumber,
  type TimeAxis,
  type TrajectoryRow,
} from '@crossover/crossover-plots';
import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import '../controls/regime-chip.ts';

const KINDS: Readonly<Record<TrajectoryRow['kind'], string>> = {
  simulation: 'simulation',
  finite: 'ODE at finite d',
  exact: 'exact mean drift',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles, p → ∞',
  limit: 'limit ODE',
};
const TIMES: Readonly<Record<TimeAxis, string>> = { regime: 't', sweeps: 'ν/d', steps: 'ν' };

/** What the point under the pointer is. */
export class PlotTooltip extends LitElement {
  static override readonly properties = { row: { attribute: false }, time: {} };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--ground);
        box-shadow: 0 3px 14px rgb(0 0 0 / 0.16);
        font-size: 0.8125rem;
        line-height: 1.4;
        white-space: nowrap;
        pointer-events: none;
      }
      .values {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare row: TrajectoryRow;
  declare time: TimeAxis;

  override render() {
    const { regime, label, kind, time, risk, standardError, replicas } = this.row;
    return html`<regime-chip .regime=${regime}></regime-chip>
      <div><strong>${label}</strong>, ${KINDS[kind]}</div>
      <div class="values">${TIMES[this.time]} = ${formatNumber(time)}</div>
      <div class="values">R = ${formatMeasurement(risk, standardError ?? NaN)}</div>
      ${
        kind === 'simulation' && replicas > 1
          ? html`<div class="muted">mean ± standard error, ${replicas} replicas</div>`
          : nothing
      }`;
  }
}

customElements.define('plot-tooltip', PlotTooltip);
