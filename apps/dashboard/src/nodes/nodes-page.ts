import type { NodeSummary } from '@crossover/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../app/message-panel.ts';
import { baseStyles, controlStyles, tableStyles } from '../appearance/base-styles.ts';
import { isFirstClick } from '../controls/first-click.ts';
import '../controls/progress-bar.ts';
import { formatRate, formatShare, plural } from '../format/counts.ts';
import { formatAgo, formatInstant } from '../format/durations.ts';
import type { Laboratory } from '../model/laboratory.ts';
import type { Session } from '../model/session.ts';
import './add-node.ts';
import { nodesPageStyles } from './nodes-page-styles.ts';
import {
  NODE_ACTION_HINTS,
  NODE_ACTION_WORDS,
  nodeAction,
  nodeCondition,
  nodesInOrder,
  type NodeCondition,
} from './node-state.ts';

const CONDITIONS: Readonly<Record<NodeCondition, string>> = {
  busy: 'computing',
  idle: 'idle',
  draining: 'draining',
  quarantined: 'in quarantine',
  stale: 'not heard for a while',
  lost: 'gone',
};

/** The machines that compute: their load, and how to add one. */
export class NodesPage extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    laboratory: { attribute: false },
    now: { type: Number },
    nodeToken: { state: true },
    waiting: { state: true },
    problem: { state: true },
  };
  static override readonly styles = [baseStyles, controlStyles, tableStyles, nodesPageStyles];

  declare session: Session;
  declare laboratory: Laboratory;
  declare now: number;
  declare nodeToken: string | null;
  /** Nodes whose buttons have been pressed and not answered yet. */
  declare waiting: ReadonlySet<string>;
  declare problem: string | null;
  #asked = false;

  constructor() {
    super();
    this.nodeToken = null;
    this.waiting = new Set();
    this.problem = null;
  }

  /** Operators are told the token of nodes, once the coordinator has said that this is one. */
  protected override willUpdate(): void {
    if (!this.session.mayAct || this.#asked) return;
    this.#asked = true;
    void this.session.api?.nodeToken().then((token) => (this.nodeToken = token));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('laboratory')) document.title = 'Nodes · Crossover';
  }

  override render() {
    if (!this.session.loaded) {
      return html`<message-panel heading="Asking the coordinator …" busy></message-panel>`;
    }
    const nodes = nodesInOrder(this.laboratory.nodes);
    return html`<h1>Nodes</h1>
      ${
        nodes.some(({ connected }) => connected)
          ? nothing
          : html`<message-panel
              heading="No node is connected"
              text="Experiments wait in the queue until one is. Add one with the command below, on this machine or on another."
            ></message-panel>`
      }
      ${nodes.length === 0 ? nothing : html`<div class="scroll">${this.#table(nodes)}</div>`}
      ${this.problem === null ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      <add-node .nodeToken=${this.nodeToken}></add-node>`;
  }

  #table(nodes: readonly NodeSummary[]) {
    return html`<table>
      <caption class="visually-hidden">
        ${plural(nodes.length, 'node')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Condition</th>
          <th scope="col">Threads</th>
          <th scope="col" class="right">Steps/s</th>
          <th scope="col">Doing</th>
          <th scope="col">Last heard</th>
          <th scope="col">Version</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          nodes,
          ({ id }) => id,
          (node) => this.#row(node),
        )}
      </tbody>
    </table>`;
  }

  #row(node: NodeSummary) {
    const {
      id,
      name,
      threads,
      busyThreads,
      stepsPerSecond,
      lastHeardAt,
      softwareVersion,
      connected,
      silent,
      reason,
    } = node;
    const condition = nodeCondition(node);
    return html`<tr>
      <td><span class="name">${name}</span><br /><span class="muted">${id}</span></td>
      <td>
        <span class="condition ${condition}"
          ><span class="dot" aria-hidden="true"></span>${CONDITIONS[condition]}</span
        >
        ${reason === null ? nothing : html`<p class="reason small muted">${reason}</p>`}
      </td>
      <td class="load number" data-label="Threads">
        ${connected ? `${busyThreads} of ${threads} busy` : `${threads}`}
        ${
          connected
            ? html`<progress-bar
                .fraction=${threads > 0 ? busyThreads / threads : 0}
                label="busy threads of ${name}"
              ></progress-bar>`
            : nothing
        }
      </td>
      <td data-label="Steps/s" class="right">
        ${connected && stepsPerSecond > 0 ? formatRate(stepsPerSecond) : '–'}
      </td>
      <td data-label="Doing">${this.#doing(node)}</td>
      <td data-label="Last heard" class="muted number">
        ${
          connected && !silent
            ? 'just now'
            : html`<time datetime=${lastHeardAt} title=${formatInstant(lastHeardAt)}
                >${formatAgo(lastHeardAt, this.now)}</time
              >`
        }
      </td>
      <td data-label="Version" class="muted">${softwareVersion || '–'}</td>
      <td class="right">${this.#button(node)}</td>
    </tr>`;
  }

  #button(node: NodeSummary) {
    if (!this.session.mayAct) return nothing;
    const words = NODE_ACTION_WORDS[nodeAction(node)];
    return html`<button
      class="button"
      type="button"
      aria-label="${words} ${node.name}"
      title=${NODE_ACTION_HINTS[nodeAction(node)]}
      aria-disabled=${this.waiting.has(node.id)}
      @click=${(event: MouseEvent) => {
        if (isFirstClick(event)) void this.#act(node);
      }}
    >
      ${words}
    </button>`;
  }

  async #act(node: NodeSummary): Promise<void> {
    if (this.waiting.has(node.id)) return;
    this.waiting = new Set([...this.waiting, node.id]);
    this.problem = null;
    try {
      await this.session.api?.steerNode(node.id, nodeAction(node));
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.waiting = new Set([...this.waiting].filter((id) => id !== node.id));
    }
  }

  #doing({ runs }: NodeSummary) {
    if (runs.length === 0) return html`<span class="muted">–</span>`;
    const shown = runs.slice(0, 4);
    return html`<ul class="runs number">
      ${shown.map(({ runId, fraction }) => html`<li>run <code>${runId.slice(0, 8)}</code> ${formatShare(fraction)}</li>`)}
      ${runs.length > shown.length ? html`<li class="muted">and ${runs.length - shown.length} more</li>` : nothing}
    </ul>`;
  }
}

customElements.define('nodes-page', NodesPage);
