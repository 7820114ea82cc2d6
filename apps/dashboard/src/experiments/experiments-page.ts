import type { ExperimentSummary } from '@crossover/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../app/message-panel.ts';
import { baseStyles, controlStyles, tableStyles } from '../appearance/base-styles.ts';
import { mathText } from '../controls/math-text.ts';
import '../controls/progress-bar.ts';
import '../controls/regime-chip.ts';
import '../controls/state-label.ts';
import { plural } from '../format/counts.ts';
import { formatAgo, formatInstant } from '../format/durations.ts';
import { newestFirst, type Laboratory } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
import { experimentRoute, formatRoute } from '../routing/route.ts';
import type { Router } from '../routing/router.ts';
import './action-bar.ts';
import { experimentsPageStyles } from './experiments-page-styles.ts';
import './preset-menu.ts';
import { progressWords } from './progress-words.ts';

const FIRST_STEPS =
  'Start with the demonstration: the three regimes side by side, in under a minute. From a terminal: npx crossover run crossover.';
const FOR_VIEWERS = 'Whoever has the operator’s token can start one; it appears here by itself.';

/** All experiments, the newest first: what each asks, where it lies, how far it is. */
export class ExperimentsPage extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    router: { attribute: false },
    laboratory: { attribute: false },
    now: { type: Number },
    problem: { state: true },
  };
  static override readonly styles = [baseStyles, controlStyles, tableStyles, experimentsPageStyles];

  declare session: Session;
  declare router: Router;
  declare laboratory: Laboratory;
  declare now: number;
  declare problem: string | null;

  constructor() {
    super();
    this.problem = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('laboratory')) document.title = 'Experiments · Crossover';
  }

  override render() {
    const experiments = newestFirst(this.laboratory);
    if (!this.session.loaded) {
      return html`<message-panel heading="Asking the coordinator …" busy></message-panel>`;
    }
    const { mayAct } = this.session;
    return html`<div class="head">
        <h1>Experiments</h1>
        ${mayAct ? this.#presets('Run a preset', false) : nothing}
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${
        experiments.length === 0
          ? html`<message-panel
              heading="No experiments yet"
              text="An experiment is a set of runs, simulated and solved, that answers a question. ${mayAct ? FIRST_STEPS : FOR_VIEWERS}"
            >
              ${mayAct ? html`<div>${this.#presets('Run the demonstration', true)}</div>` : nothing}
            </message-panel>`
          : this.#table(experiments)
      }`;
  }

  #table(experiments: readonly ExperimentSummary[]) {
    return html`<table>
      <caption class="visually-hidden">
        ${plural(experiments.length, 'experiment')}, the newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Experiment</th>
          <th scope="col">Regimes</th>
          <th scope="col">Progress</th>
          <th scope="col">Started</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          experiments,
          ({ id }) => id,
          (experiment) => this.#row(experiment),
        )}
      </tbody>
    </table>`;
  }

  #row(experiment: ExperimentSummary) {
    const { id, name, title, question, state, createdAt, fraction, points } = experiment;
    return html`<tr>
      <td class="asks">
        <a class="title" href=${formatRoute(experimentRoute(id))}>${title || name}</a>
        <p class="question">${mathText(question)}</p>
        <span class="name">${name}</span>
      </td>
      <td class="regimes">
        <div class="chips">
          ${points.regimes.map((regime) => html`<regime-chip .regime=${regime}></regime-chip>`)}
        </div>
      </td>
      <td class="progress">
        <state-label .state=${state}></state-label>
        <progress-bar .fraction=${fraction} label="progress of ${title || name}"></progress-bar>
        <span class="small muted number">${progressWords(experiment)}</span>
      </td>
      <td class="when muted number">
        <time datetime=${createdAt} title=${formatInstant(createdAt)}>${formatAgo(createdAt, this.now)}</time>
      </td>
      <td class="actions">
        <action-bar
          .session=${this.session}
          .experiment=${experiment}
          .mayAct=${this.session.mayAct}
          @problem=${(event: CustomEvent<string | null>) => (this.problem = event.detail)}
        ></action-bar>
      </td>
    </tr>`;
  }

  #presets(label: string, primary: boolean) {
    return html`<preset-menu
      .session=${this.session}
      .label=${label}
      .primary=${primary}
      @submitted=${(event: CustomEvent<string>) => this.router.go(experimentRoute(event.detail))}
      @problem=${(event: CustomEvent<unknown>) => this.#report(event.detail)}
    ></preset-menu>`;
  }

  #report(error: unknown): void {
    this.problem = error instanceof Error ? error.message : String(error);
  }
}

customElements.define('experiments-page', ExperimentsPage);
