import { formatNumber, type FigureTable } from '@crossover/crossover-plots';
import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles, tableStyles } from '../appearance/base-styles.ts';
import '../controls/page-turner.ts';
import { saveText } from '../controls/save-file.ts';
import { plural } from '../format/counts.ts';
import { tableAsCsv } from '../format/csv.ts';

const ROWS = 100;

/** The points behind the plot, as a table. */
export class DataTab extends LitElement {
  static override readonly properties = { table: { attribute: false }, name: {}, page: { state: true } };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: 1rem;
        margin-bottom: 0.5rem;
        font-size: 0.8125rem;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: auto;
      }
      td {
        padding-top: 0.15rem;
        padding-bottom: 0.15rem;
      }
    `,
  ];

  declare table: FigureTable;
  declare name: string;
  declare page: number;

  constructor() {
    super();
    this.name = '';
    this.page = 0;
  }

  override render() {
    const { columns, rows } = this.table;
    const shown = rows.slice(this.page * ROWS, (this.page + 1) * ROWS);
    const numeric = columns.map((_, index) => shown.some((cells) => typeof cells[index] === 'number'));
    return html`<div class="head">
        <span class="muted"
          >${plural(rows.length, 'point')}: means over replicas and theory, as in the plot</span
        >
        <button
          class="button"
          type="button"
          @click=${() => saveText(tableAsCsv(this.table), `${this.name}.csv`, 'text/csv')}
        >
          Save as CSV
        </button>
      </div>
      <div class="scroll">
        <table>
          <caption class="visually-hidden">
            Points of the plot
          </caption>
          <thead>
            <tr>
              ${columns.map((column, index) => html`<th scope="col" class=${numeric[index] ? 'right' : ''}>${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (cells) =>
                html`<tr>
                  ${cells.map(
                    (cell, index) =>
                      html`<td class=${numeric[index] ? 'right' : ''}>
                        ${typeof cell === 'number' ? formatNumber(cell, 5) : (cell ?? '')}
                      </td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <page-turner
        what="points"
        .page=${this.page}
        .pages=${Math.ceil(rows.length / ROWS)}
        @turn=${(event: CustomEvent<number>) => (this.page = event.detail)}
      ></page-turner>`;
  }
}

customElements.define('data-tab', DataTab);
