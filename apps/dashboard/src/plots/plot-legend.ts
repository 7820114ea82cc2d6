import { regimeSigns, type LegendBlock, type LegendEntry } from '@crossover/crossover-plots';
import { css, html, LitElement, nothing, svg } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import { markPath } from '../appearance/regime-sign.ts';
import '../controls/regime-chip.ts';

const WIDTH = 30;
/** More entries stand beside one another too. */
const MOST_ROWS = 6;

function glyph({ colour, shape, mark, line }: LegendEntry) {
  const rule = (y: number, dash: string) =>
    svg`<line x1="1" x2=${WIDTH - 1} y1=${y} y2=${y} stroke=${colour} stroke-width="1.75" stroke-dasharray=${dash}></line>`;
  const both = line === 'solid-and-dashed';
  return html`<svg viewBox="0 0 ${WIDTH} 14" aria-hidden="true">
    ${line === 'solid' || both ? rule(both ? 4 : 7, 'none') : nothing}
    ${line === 'dashed' || both ? rule(both ? 10 : 7, '5 3') : nothing}
    ${line === 'dotted' ? rule(7, '1.5 2.5') : nothing}
    ${mark ? svg`<g stroke="var(--ground)" stroke-width="1">${markPath(shape, colour, WIDTH / 2, 7)}</g>` : nothing}
  </svg>`;
}

const theoryNames: Readonly<Record<NonNullable<LegendEntry['line']>, string>> = {
  solid: 'theory',
  dashed: 'limit theory',
  'solid-and-dashed': 'theory',
  dotted: 'particles',
};

function meaning({ mark, line }: LegendEntry): string {
  const theory = line === null ? [] : [theoryNames[line]];
  return [...(mark ? ['simulation'] : []), ...theory].join(' and ');
}

/**
 * The curves of one regime in the order in which they end. A click switches a curve off and on, hovering or
 * focusing it makes it stand out. Dispatches `toggle` and `emphasise` with a group's id (or null).
 */
export class PlotLegend extends LitElement {
  static override readonly properties = {
    block: { attribute: false },
    hiddenGroups: { attribute: false },
    named: { type: Boolean },
    wide: { type: Boolean },
  };
  static override readonly styles = [
    baseStyles,
    css`
      ul {
        display: grid;
        justify-items: start;
        margin: 0 0 0 -0.35rem;
        padding: 0;
        list-style: none;
      }
      ul.wide {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 0.45rem;
        padding: 0 0.35rem;
        border: 0;
        border-radius: 4px;
        background: none;
        color: var(--ink);
        font: inherit;
        font-size: 0.8125rem;
        line-height: 1.4;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        cursor: pointer;
      }
      button:hover {
        background: var(--surface);
      }
      button[aria-pressed='false'] {
        color: var(--muted);
        text-decoration: line-through;
      }
      button[aria-pressed='false'] svg {
        opacity: 0.3;
      }
      svg {
        width: 30px;
        height: 14px;
      }
      regime-chip {
        font-weight: 600;
      }
    `,
  ];

  declare block: LegendBlock;
  declare hiddenGroups: readonly string[];
  declare named: boolean;
  /** Entries stand beside one another. */
  declare wide: boolean;

  constructor() {
    super();
    this.hiddenGroups = [];
    this.named = false;
    this.wide = false;
  }

  override render() {
    const { entries, regime } = this.block;
    return html`${this.named ? html`<regime-chip .regime=${regime} heading></regime-chip>` : nothing}
      <ul
        class=${this.wide || entries.length > MOST_ROWS ? 'wide' : ''}
        aria-label="Curves of ${regimeSigns[regime].name}"
      >
        ${entries.map(
          (entry) =>
            html`<li>
              <button
                type="button"
                aria-pressed=${!this.hiddenGroups.includes(entry.group)}
                title="${meaning(entry)}; click to switch off and on"
                @click=${() => this.#tell('toggle', entry.group)}
                @pointerenter=${() => this.#tell('emphasise', entry.group)}
                @pointerleave=${() => this.#tell('emphasise', null)}
                @focus=${() => this.#tell('emphasise', entry.group)}
                @blur=${() => this.#tell('emphasise', null)}
              >
                ${glyph(entry)}<span>${entry.label}</span
                ><span class="visually-hidden">, ${meaning(entry)}</span>
              </button>
            </li>`,
        )}
      </ul>`;
  }

  #tell(name: 'toggle' | 'emphasise', detail: string | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('plot-legend', PlotLegend);
