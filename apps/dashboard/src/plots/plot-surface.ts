import {
  dragged,
  nearestPoint,
  panelAt,
  panelOrigin,
  type LogDomain,
  type Pixel,
  type TimeAxis,
  type TrajectoriesFigure,
  type TrajectoryRow,
} from '@crossover/crossover-plots';
import { css, html, LitElement, nothing } from 'lit';
import { styled } from '../appearance/styled.ts';
import { baseStyles } from '../appearance/base-styles.ts';
import '../controls/regime-chip.ts';
import './plot-tooltip.ts';
import './vega-figure.ts';
import type { DrawnDetail } from './vega-figure.ts';

export interface Zoom {
  readonly panel: string;
  readonly time: LogDomain;
  readonly risk: LogDomain;
}

const same = (a: Pixel, b: Pixel): boolean => a.x === b.x && a.y === b.y;

/**
 * A figure of trajectories under the pointer. Hovering tells the point, a click singles its curve out, a drag
 * zooms, a double click shows all. Dispatches `emphasise` and `isolate` with a group's id (or null), `zoom`
 * with a `Zoom` (or null), and `origin` with the place of the first frame.
 */
export class PlotSurface extends LitElement {
  static override readonly properties = {
    figure: { attribute: false },
    label: {},
    time: {},
    found: { state: true },
    drag: { state: true },
    origin: { state: true },
  };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        touch-action: pan-y;
      }
      .dragging {
        cursor: crosshair;
        user-select: none;
      }
      .name {
        position: absolute;
        font-size: 0.8125rem;
        pointer-events: none;
      }
      .selection {
        position: absolute;
        border: 1px solid var(--accent);
        background: color-mix(in srgb, var(--accent) 12%, transparent);
        pointer-events: none;
      }
      .ring {
        position: absolute;
        width: 13px;
        height: 13px;
        margin: -6.5px 0 0 -6.5px;
        border: 1.5px solid var(--ink);
        border-radius: 50%;
        pointer-events: none;
      }
      plot-tooltip {
        position: absolute;
        z-index: 5;
      }
    `,
  ];

  declare figure: TrajectoriesFigure;
  declare label: string;
  declare time: TimeAxis;
  declare found: { readonly row: TrajectoryRow; readonly at: Pixel } | null;
  declare drag: { readonly from: Pixel; readonly to: Pixel } | null;
  declare origin: Pixel;

  constructor() {
    super();
    this.label = '';
    this.time = 'regime';
    this.found = null;
    this.drag = null;
    this.origin = { x: 0, y: 0 };
  }

  override render() {
    return html`<div
      class=${this.drag === null ? '' : 'dragging'}
      @pointermove=${(event: PointerEvent) => this.#move(event)}
      @pointerdown=${(event: PointerEvent) => this.#down(event)}
      @pointerup=${(event: PointerEvent) => this.#up(event)}
      @pointercancel=${() => (this.drag = null)}
      @pointerleave=${() => this.#leave()}
      @dblclick=${() => {
        this.#leave();
        this.#tell('zoom', null);
      }}
    >
      <vega-figure
        .figure=${this.figure}
        .label=${this.label}
        @drawn=${(event: CustomEvent<DrawnDetail>) => this.#drawn(event.detail)}
      ></vega-figure>
      ${this.#names()} ${this.#selection()} ${this.#tooltip()}
    </div>`;
  }

  /** Panels below one another stand apart from their headings: each has its regime in its corner. */
  #names() {
    const { layout, panels } = this.figure;
    if (layout.arrangement === 'row' || this.origin.x === 0) return nothing;
    return panels.map(({ regimes }, index) => {
      const [regime] = regimes;
      const { x, y } = panelOrigin(layout, index);
      const right = this.clientWidth - this.origin.x - x - layout.panelWidth;
      return html`<regime-chip
        class="name"
        aria-hidden="true"
        .regime=${regime ?? ''}
        ${styled({ right: `${right + 6}px`, top: `${this.origin.y + y + 2}px` })}
      ></regime-chip>`;
    });
  }

  #selection() {
    if (this.drag === null) return nothing;
    const { from, to } = this.drag;
    const { x, y } = this.origin;
    return html`<div
      class="selection"
      ${styled({
        left: `${x + Math.min(from.x, to.x)}px`,
        top: `${y + Math.min(from.y, to.y)}px`,
        width: `${Math.abs(to.x - from.x)}px`,
        height: `${Math.abs(to.y - from.y)}px`,
      })}
    ></div>`;
  }

  #tooltip() {
    if (this.found === null || this.drag !== null) return nothing;
    const { row, at } = this.found;
    const left = this.origin.x + at.x;
    const top = this.origin.y + at.y;
    const beside =
      left > 0.6 * this.clientWidth
        ? { right: `${this.clientWidth - left + 14}px` }
        : { left: `${left + 14}px` };
    return html`<div class="ring" ${styled({ left: `${left}px`, top: `${top}px` })}></div>
      <plot-tooltip
        ${styled({ ...beside, top: `${Math.max(0, top - 30)}px` })}
        .row=${row}
        .time=${this.time}
      ></plot-tooltip>`;
  }

  #place(event: PointerEvent): Pixel {
    const box = this.getBoundingClientRect();
    return { x: event.clientX - box.left - this.origin.x, y: event.clientY - box.top - this.origin.y };
  }

  #move(event: PointerEvent): void {
    const place = this.#place(event);
    if (this.drag !== null) {
      this.drag = { ...this.drag, to: place };
      return;
    }
    const found = nearestPoint(this.figure, place);
    if (found?.row.group !== this.found?.row.group) this.#tell('emphasise', found?.row.group ?? null);
    this.found = found;
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const place = this.#place(event);
    if (panelAt(this.figure, place) === null) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.drag = { from: place, to: place };
  }

  #up(event: PointerEvent): void {
    const { drag } = this;
    this.drag = null;
    const zoom = drag === null ? null : dragged(this.figure, drag.from, drag.to);
    if (zoom !== null) {
      // The picture moves away under the pointer.
      this.#leave();
      this.#tell('zoom', zoom);
      return;
    }
    const found = nearestPoint(this.figure, this.#place(event));
    this.#tell('isolate', found?.row.group ?? null);
  }

  #leave(): void {
    if (this.found !== null) this.#tell('emphasise', null);
    this.found = null;
  }

  #drawn(origin: Pixel): void {
    if (same(origin, this.origin)) return;
    this.origin = origin;
    this.#tell('origin', origin);
  }

  #tell(name: 'emphasise' | 'isolate' | 'zoom' | 'origin', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('plot-surface', PlotSurface);
