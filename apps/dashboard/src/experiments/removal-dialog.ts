import type { ExperimentSummary } from '@crossover/protocol';
import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import { plural } from '../format/counts.ts';
import { isOpen } from './experiment-actions.ts';

/** Asks whether an experiment shall be deleted. Dispatches `answer` with true or false; Escape is no. */
export class RemovalDialog extends LitElement {
  static override readonly properties = { experiment: { attribute: false } };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2rem));
        padding: 1.25rem 1.4rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--ground);
        color: var(--ink);
        text-align: left;
        white-space: normal;
        box-shadow: 0 10px 40px rgb(0 0 0 / 0.3);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.35);
      }
      p {
        margin-top: 0.5rem;
        font-size: 0.9375rem;
      }
      .buttons {
        display: flex;
        justify-content: flex-end;
        gap: 0.5rem;
        margin-top: 1.25rem;
      }
      .destructive {
        border-color: var(--danger);
        color: var(--danger);
      }
    `,
  ];

  declare experiment: ExperimentSummary;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    const { title, name, runs } = this.experiment;
    return html`<dialog
      aria-labelledby="question"
      aria-describedby="consequence"
      @cancel=${(event: Event) => {
        event.preventDefault();
        this.#answer(false);
      }}
    >
      <h2 id="question">Remove “${title || name}”?</h2>
      <p id="consequence">
        ${isOpen(this.experiment) ? 'It is stopped. ' : ''}${plural(runs.total, 'run')}
        ${runs.total === 1 ? 'is' : 'are'} deleted with all results, except what another experiment has too.
        This cannot be undone.
      </p>
      <div class="buttons">
        <button class="button" type="button" autofocus @click=${() => this.#answer(false)}>Keep it</button>
        <button class="button destructive" type="button" @click=${() => this.#answer(true)}>Remove</button>
      </div>
    </dialog>`;
  }

  #answer(remove: boolean): void {
    this.dispatchEvent(new CustomEvent<boolean>('answer', { detail: remove }));
  }
}

customElements.define('removal-dialog', RemovalDialog);
