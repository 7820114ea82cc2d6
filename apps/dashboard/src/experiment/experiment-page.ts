import type { Curve, PhasePoint, TimeAxis } from '@crossover/crossover-plots';
import type { ExperimentSummary, WireError } from '@crossover/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import '../app/message-panel.ts';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import type { ScreenTheme } from '../appearance/palette.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { mathText } from '../controls/math-text.ts';
import '../controls/progress-bar.ts';
import '../controls/state-label.ts';
import { CurveAssembly } from '../curves/curve-assembly.ts';
import { phasePoints } from '../curves/phase-points.ts';
import '../experiments/action-bar.ts';
import { progressWords, verificationWords } from '../experiments/progress-words.ts';
import { formatAgo, formatInstant } from '../format/durations.ts';
import type { Laboratory, WatchedExperiment } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
import type { CrossoverPlot } from '../plots/crossover-plot.ts';
import '../plots/crossover-plot.ts';
import '../plots/phase-panel.ts';
import type { Route, Tab } from '../routing/route.ts';
import type { Router } from '../routing/router.ts';
import './data-tab.ts';
import { experimentPageStyles } from './experiment-page-styles.ts';
import './runs-tab.ts';
import './specification-tab.ts';
import './tab-bar.ts';

/** A plot that is not complete by then is shown all the same. */
const PATIENCE_MILLISECONDS = 1_000;

type ExperimentAddress = Extract<Route, { view: 'experiment' }>;

/** One experiment, live: the plot, where its runs lie, and everything behind it. */
export class ExperimentPage extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    router: { attribute: false },
    laboratory: { attribute: false },
    refusal: { attribute: false },
    connection: {},
    route: { attribute: false },
    theme: {},
    now: { type: Number },
    problem: { state: true },
    patient: { state: true },
  };
  static override readonly styles = [baseStyles, controlStyles, experimentPageStyles];

  declare session: Session;
  declare router: Router;
  declare laboratory: Laboratory;
  declare refusal: WireError | null;
  declare connection: ConnectionState['kind'];
  declare route: ExperimentAddress;
  declare theme: ScreenTheme;
  declare now: number;
  declare problem: string | null;
  /** The plot waits for curves of every regime, so that its panels need not move. */
  declare patient: boolean;
  #assembly = new CurveAssembly();
  #id = '';
  #patience = 0;
  #curves: readonly Curve[] = [];
  #points: readonly PhasePoint[] = [];
  #assembled: WatchedExperiment | null = null;

  constructor() {
    super();
    this.problem = null;
    this.patient = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') && this.route.id !== this.#id) {
      this.#id = this.route.id;
      this.#assembly = new CurveAssembly();
      this.#assembled = null;
      this.problem = null;
    }
    const { watched } = this.laboratory;
    if (watched === null || watched.id !== this.#id || watched === this.#assembled) return;
    if (this.#assembled === null) this.#bePatient();
    this.#assemble(watched);
  }

  #bePatient(): void {
    this.patient = true;
    clearTimeout(this.#patience);
    this.#patience = window.setTimeout(() => (this.patient = false), PATIENCE_MILLISECONDS);
  }

  /** Whether runs of some regime are still on their way; on a fast link they are there at once. */
  #isPartial({ runs, points }: ExperimentSummary, watched: WatchedExperiment): boolean {
    const regimes = new Set(this.#curves.map(({ regime }) => regime));
    return watched.runs.size < runs.total && regimes.size < points.regimes.length;
  }

  /** Makes curves and points anew where the runs have changed; what has not stays the same object. */
  #assemble(watched: WatchedExperiment): void {
    const before = this.#assembled;
    const curves = this.#assembly.curves(watched);
    const unchanged =
      curves.length === this.#curves.length && curves.every((curve, index) => curve === this.#curves[index]);
    if (!unchanged) this.#curves = curves;
    if (before?.runs.size !== watched.runs.size) this.#points = phasePoints(watched, this.#assembly);
    this.#assembled = watched;
  }

  override render() {
    const { id } = this.route;
    const summary = this.laboratory.experiments.get(id);
    const { watched } = this.laboratory;
    if (this.refusal !== null) return this.#missing(this.refusal.message);
    if (summary === undefined || watched?.id !== id) {
      // The list is complete once the coordinator has answered: what is not in it has been removed.
      if (this.session.loaded && summary === undefined && this.connection === 'connected') {
        return this.#missing(`“${id}” may have been removed.`);
      }
      return this.connection === 'disconnected'
        ? html`<message-panel
            heading="This experiment is shown when the coordinator is back"
            text=${id}
          ></message-panel>`
        : html`<message-panel heading="Asking for the experiment …" text=${id} busy></message-panel>`;
    }
    document.title = `${summary.title || summary.name} · Crossover`;
    return html`${this.#head(summary)}
      <div class="figures">
        ${
          this.patient && this.#isPartial(summary, watched)
            ? html`<p class="reading muted" role="status">
                Reading the runs: ${watched.runs.size} of ${summary.runs.total}
              </p>`
            : html`<crossover-plot
                .curves=${this.#curves}
                .time=${this.route.time}
                .theme=${this.theme}
                .name=${id}
                @time=${(event: CustomEvent<TimeAxis>) => this.#go({ time: event.detail })}
              ></crossover-plot>`
        }
        <aside aria-label="Phase diagram">
          <phase-panel .points=${this.#points} .theme=${this.theme}></phase-panel>
        </aside>
      </div>
      <tab-bar
        .tab=${this.route.tab}
        @choose=${(event: CustomEvent<Tab>) => this.#go({ tab: event.detail })}
      ></tab-bar>
      <section role="tabpanel" aria-label=${this.route.tab}>${this.#tab(watched)}</section>`;
  }

  #missing(reason: string) {
    document.title = 'No such experiment · Crossover';
    return html`<message-panel heading="There is no such experiment" text=${reason}>
      <p><a href="/experiments">Go to the experiments</a></p>
    </message-panel>`;
  }

  #head(summary: ExperimentSummary) {
    const { id, title, name, question, state, fraction, createdAt, verification } = summary;
    return html`<header>
      <div class="words">
        <h1>${title || name} <code>${id}</code></h1>
        <p class="muted">${mathText(question)}</p>
      </div>
      <div class="state">
        <div class="line">
          <state-label role="status" .state=${state}></state-label>
          <span class="small muted number">${progressWords(summary)}</span>
        </div>
        <progress-bar .fraction=${fraction} label="progress of the experiment"></progress-bar>
        <div class="line">
          <span class="small muted">
            started
            <time datetime=${createdAt} title=${formatInstant(createdAt)}
              >${formatAgo(createdAt, this.now)}</time
            >
          </span>
          <action-bar
            .session=${this.session}
            .experiment=${summary}
            .mayAct=${this.session.mayAct}
            @problem=${(event: CustomEvent<string | null>) => (this.problem = event.detail)}
            @removed=${() => this.router.go({ view: 'experiments' })}
          ></action-bar>
        </div>
        ${
          verification.share > 0
            ? html`<p class="small muted number">${verificationWords(verification)}</p>`
            : nothing
        }
        ${this.problem === null ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      </div>
    </header>`;
  }

  #tab(watched: WatchedExperiment) {
    switch (this.route.tab) {
      case 'runs':
        return html`<runs-tab
          .watched=${watched}
          .nodes=${this.laboratory.nodes}
          .assembly=${this.#assembly}
        ></runs-tab>`;
      case 'data':
        return html`<data-tab .table=${this.#table()} .name=${this.route.id}></data-tab>`;
      case 'specification':
        return html`<specification-tab
          .specification=${watched.specification}
          .name=${this.route.id}
        ></specification-tab>`;
    }
  }

  /** The table of the plot above; empty until that has been laid out. */
  #table() {
    const plot = this.renderRoot.querySelector<CrossoverPlot>('crossover-plot');
    return plot !== null && plot.width > 0 ? plot.figure().table() : { columns: [], rows: [] };
  }

  #go(change: Partial<Pick<ExperimentAddress, 'tab' | 'time'>>): void {
    this.router.go({ ...this.route, ...change }, { replace: true });
  }
}

customElements.define('experiment-page', ExperimentPage);
