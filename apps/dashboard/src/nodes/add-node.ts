import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../appearance/base-styles.ts';
import '../controls/copy-button.ts';
import { joinCommand } from './node-state.ts';

/** How a machine is added to those that compute. */
export class AddNode extends LitElement {
  static override readonly properties = { nodeToken: { attribute: false } };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        margin-top: 2.25rem;
        max-width: 60rem;
      }
      .command {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        margin: 0.6rem 0;
      }
      .command code {
        padding: 0.45rem 0.7rem;
        border-radius: 6px;
        background: var(--surface);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      p {
        margin-top: 0.3rem;
      }
    `,
  ];

  /** Null for viewers, who are not told it. */
  declare nodeToken: string | null;

  constructor() {
    super();
    this.nodeToken = null;
  }

  override render() {
    const command = joinCommand(location.origin, this.nodeToken);
    const local = ['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);
    return html`<h2>Add a node</h2>
      <p class="muted small">
        In a clone of the project, on any machine that reaches this coordinator. It takes as many threads as
        the machine has; <code>--threads N</code> takes fewer.
      </p>
      <div class="command">
        <code>${command}</code>
        <copy-button .text=${command} label="Copy"></copy-button>
      </div>
      ${
        this.nodeToken === null
          ? html`<p class="muted small">
              NODE_TOKEN stands in <code>tokens.json</code> in the coordinator’s data folder.
            </p>`
          : nothing
      }
      ${
        local
          ? html`<p class="muted small">
              This coordinator listens to its own machine only. For nodes elsewhere start it with
              <code>crossover serve --host 0.0.0.0</code> and put this machine’s name into the command.
            </p>`
          : nothing
      } `;
  }
}

customElements.define('add-node', AddNode);
