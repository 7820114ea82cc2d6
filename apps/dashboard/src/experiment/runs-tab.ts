import type { NodeSummary } from '@crossover/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, tableStyles } from '../appearance/base-styles.ts';
import '../controls/page-turner.ts';
import '../controls/progress-bar.ts';
import '../controls/regime-chip.ts';
import '../controls/state-label.ts';
import type { CurveAssembly } from '../curves/curve-assembly.ts';
import { formatShare } from '../format/counts.ts';
import type { WatchedExperiment } from '../model/laboratory.ts';
import { runRows, type RunRow } from './run-rows.ts';

const ROWS = 100;

/** The runs of an experiment: what each is, where it is being computed, how far it is. */
export class RunsTab extends LitElement {
  static override readonly properties = {
    watched: { attribute: false },
    nodes: { attribute: false },
    assembly: { attribute: false },
    page: { state: true },
  };
  static override readonly styles = [
    baseStyles,
    tableStyles,
    css`
      .scroll {
        overflow-x: auto;
      }
      .progress {
        display: grid;
        grid-template-columns: 5rem 3rem;
        align-items: center;
        gap: 0.6rem;
      }
      td {
        white-space: nowrap;
      }
      .error {
        white-space: normal;
        color: var(--danger);
      }
      .past {
        color: var(--muted);
      }
    `,
  ];

  declare watched: WatchedExperiment;
  declare nodes: readonly NodeSummary[];
  declare assembly: CurveAssembly;
  declare page: number;

  constructor() {
    super();
    this.page = 0;
  }

  override render() {
    const rows = runRows(this.watched, this.assembly, this.nodes, this.page * ROWS, (this.page + 1) * ROWS);
    return html`<div class="scroll">
        <table>
          <caption class="visually-hidden">
            Runs of this experiment
          </caption>
          <thead>
            <tr>
              <th scope="col">Regime</th>
              <th scope="col">Parameters</th>
              <th scope="col">Kind</th>
              <th scope="col">State</th>
              <th scope="col">Progress</th>
              <th scope="col" class="right">Risk now</th>
              <th scope="col" class="right">Computed in</th>
              <th scope="col">Node</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ id }) => id,
              (row) => this.#row(row),
            )}
          </tbody>
        </table>
      </div>
      <page-turner
        what="runs"
        .page=${this.page}
        .pages=${Math.ceil(this.watched.runs.size / ROWS)}
        @turn=${(event: CustomEvent<number>) => (this.page = event.detail)}
      ></page-turner>`;
  }

  #row(row: RunRow) {
    return html`<tr>
        <td><regime-chip .regime=${row.regime}></regime-chip></td>
        <td class="number">${row.parameters}</td>
        <td>${row.kind}</td>
        <td><state-label .state=${row.state}></state-label></td>
        <td>
          <div class="progress number">
            <progress-bar
              .fraction=${row.fraction}
              label="progress of ${row.parameters}, ${row.kind}"
            ></progress-bar>
            <span>${formatShare(row.fraction)}</span>
          </div>
        </td>
        <td class="right">${row.risk}</td>
        <td class="right">${row.time}</td>
        <td>${row.node}</td>
      </tr>
      ${
        row.error === null
          ? nothing
          : html`<tr>
              <td class="error ${row.state === 'failed' ? '' : 'past'}" colspan="8">
                ${row.state === 'failed' ? nothing : 'Last attempt: '}${row.error}
              </td>
            </tr>`
      }`;
  }
}

customElements.define('runs-tab', RunsTab);
