import {
  trajectoriesFigure,
  type Curve,
  type FigureSize,
  type PanelSummary,
  type Pixel,
  type TimeAxis,
  type TrajectoriesFigure,
  type TrajectoriesView,
} from '@crossover/crossover-plots';
import { html, LitElement, nothing } from 'lit';
import { styled } from '../appearance/styled.ts';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import type { ScreenTheme } from '../appearance/palette.ts';
import '../controls/action-menu.ts';
import type { MenuItem } from '../controls/action-menu.ts';
import '../controls/regime-chip.ts';
import { crossoverPlotStyles } from './crossover-plot-styles.ts';
import { curveSummary } from './curve-summary.ts';
import { FigureMemory } from './figure-memory.ts';
import './plot-legend.ts';
import './plot-surface.ts';
import type { Zoom } from './plot-surface.ts';
import { saveCsv, savePng, saveSvg } from './save-figure.ts';
import './time-switch.ts';

const PLOT_HEIGHT = 360;
const COLUMN_PANEL_HEIGHT = 250;
/** Two columns of a journal, 178 mm. */
const PAPER: FigureSize = { width: 673, height: 420 };

/**
 * Risk against time with everything around it: result, headings, legend, caption, time axis, saving. What
 * the reader has switched off, singled out or zoomed into stays while points arrive. Dispatches `time` with
 * another time axis.
 */
export class CrossoverPlot extends LitElement {
  static override readonly properties = {
    curves: { attribute: false },
    time: {},
    theme: {},
    name: {},
    width: { state: true },
    origin: { state: true },
    off: { state: true },
    hovered: { state: true },
    pinned: { state: true },
    zoom: { state: true },
    problem: { state: true },
  };
  static override readonly styles = [baseStyles, controlStyles, crossoverPlotStyles];

  declare curves: readonly Curve[];
  declare time: TimeAxis;
  declare theme: ScreenTheme;
  declare name: string;
  declare width: number;
  declare origin: Pixel;
  declare off: readonly string[];
  declare hovered: string | null;
  declare pinned: string | null;
  declare zoom: Zoom | null;
  declare problem: string | null;
  readonly #row = new FigureMemory();
  readonly #column = new FigureMemory();
  readonly #size = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0) this.width = width;
  });

  constructor() {
    super();
    this.curves = [];
    this.time = 'regime';
    this.theme = 'light';
    this.name = 'crossover';
    this.width = 0;
    this.origin = { x: 0, y: 0 };
    this.off = [];
    this.hovered = null;
    this.pinned = null;
    this.zoom = null;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  /** The figure as it is shown now: panels in a row, or below one another where that is too narrow. */
  figure(): TrajectoriesFigure {
    const row = this.#figureOf(PLOT_HEIGHT, this.#row);
    return row.layout.arrangement === 'row'
      ? row
      : this.#figureOf(COLUMN_PANEL_HEIGHT * row.panels.length, this.#column);
  }

  #figureOf(height: number, memory: FigureMemory): TrajectoriesFigure {
    const { curves, time: timeAxis, theme, width } = this;
    return memory.figure(
      { curves, timeAxis, theme, size: { width, height }, furniture: 'axes' },
      this.#view(),
    );
  }

  #view(): TrajectoriesView {
    const emphasis = this.hovered ?? this.pinned;
    return {
      hidden: this.off,
      ...(emphasis === null ? {} : { emphasis }),
      ...(this.zoom === null ? {} : { risk: this.zoom.risk, time: { [this.zoom.panel]: this.zoom.time } }),
    };
  }

  override render() {
    if (this.width === 0) return nothing;
    const figure = this.figure();
    return html`<div class="tools">
        <h2>${figure.title}</h2>
        <button
          class="button ${this.zoom === null && this.pinned === null && this.off.length === 0 ? 'unneeded' : ''}"
          type="button"
          @click=${() => this.#showAll()}
        >
          Show all
        </button>
        <time-switch
          .axis=${this.time}
          @choose=${(event: CustomEvent<TimeAxis>) => this.#setTime(event.detail)}
        ></time-switch>
        <action-menu label="Save" .items=${this.#saveItems(figure)}></action-menu>
      </div>
      ${this.problem === null ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      ${this.#columns(
        figure,
        figure.panels.map((panel) => this.#heading(panel)),
      )}
      <plot-surface
        ${styled({ minHeight: `${PLOT_HEIGHT}px` })}
        .figure=${figure}
        .time=${this.time}
        label="${figure.title}. ${figure.panels.map(({ verdict }) => verdict).join('; ')}."
        @origin=${(event: CustomEvent<Pixel>) => (this.origin = event.detail)}
        @emphasise=${(event: CustomEvent<string | null>) => (this.hovered = event.detail)}
        @isolate=${(event: CustomEvent<string | null>) => this.#isolate(event.detail)}
        @zoom=${(event: CustomEvent<Zoom | null>) => (this.zoom = event.detail)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#showAll()}
      ></plot-surface>
      ${curveSummary(figure)} ${this.#legend(figure)}
      <div class="foot">
        <p>${figure.caption}</p>
        ${figure.notes.map((note) => html`<p>${note}</p>`)}
      </div>`;
  }

  #heading({ regimes, verdict }: PanelSummary) {
    const [regime] = regimes;
    if (regimes.length !== 1 || regime === undefined) return nothing;
    return html`<div class="heading">
      <h3><regime-chip .regime=${regime} heading></regime-chip></h3>
      <p>${verdict}</p>
    </div>`;
  }

  #legend(figure: TrajectoriesFigure) {
    const named = figure.panels.some(({ regimes }) => regimes.length > 1);
    const legends = figure.legend.map(
      (block) =>
        html`<plot-legend
          .block=${block}
          .hiddenGroups=${this.off}
          .wide=${figure.legend.length === 1}
          .named=${named || figure.layout.arrangement === 'column'}
          @toggle=${(event: CustomEvent<string>) => this.#toggle(event.detail)}
          @emphasise=${(event: CustomEvent<string | null>) => (this.hovered = event.detail)}
        ></plot-legend>`,
    );
    return this.#columns(figure, legends, named);
  }

  /** Columns that stand exactly above and below the panels of the figure. */
  #columns({ layout, panels }: TrajectoriesFigure, cells: readonly unknown[], free = false) {
    const aligned = !free && layout.arrangement === 'row' && panels.length > 0;
    const columns = aligned
      ? `repeat(${panels.length}, ${layout.panelWidth}px)`
      : 'repeat(auto-fit, minmax(12rem, 1fr))';
    return html`<div
      class="columns"
      ${styled({
        'padding-left': `${this.origin.x}px`,
        'grid-template-columns': columns,
        gap: `${layout.gap}px`,
      })}
    >
      ${cells}
    </div>`;
  }

  #saveItems(shown: TrajectoriesFigure): MenuItem[] {
    const paper = (): TrajectoriesFigure =>
      trajectoriesFigure({
        curves: this.curves,
        timeAxis: this.time,
        theme: 'print',
        size: PAPER,
        furniture: 'full',
        view: this.#view(),
      });
    const attempt = (save: () => Promise<void> | void) => (): void => {
      this.problem = null;
      void Promise.resolve()
        .then(save)
        .catch((error: unknown) => (this.problem = error instanceof Error ? error.message : String(error)));
    };
    return [
      { label: 'SVG', hint: 'vector, 178 mm, for papers', run: attempt(() => saveSvg(paper(), this.name)) },
      { label: 'PNG', hint: '384 pixels to the inch', run: attempt(() => savePng(paper(), this.name)) },
      {
        label: 'Points as CSV',
        hint: 'means and theory as drawn',
        run: attempt(() => saveCsv(shown, this.name)),
      },
    ];
  }

  #setTime(time: TimeAxis): void {
    this.zoom = null;
    this.dispatchEvent(new CustomEvent('time', { detail: time }));
  }

  #isolate(group: string | null): void {
    this.pinned = group === this.pinned ? null : group;
  }

  #toggle(group: string): void {
    this.off = this.off.includes(group) ? this.off.filter((other) => other !== group) : [...this.off, group];
  }

  #showAll(): void {
    this.zoom = null;
    this.pinned = null;
    this.off = [];
  }
}

customElements.define('crossover-plot', CrossoverPlot);
