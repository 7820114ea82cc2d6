import type { ExperimentSummary, Priority } from '@crossover/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import '../controls/action-menu.ts';
import type { MenuItem } from '../controls/action-menu.ts';
import { isFirstClick } from '../controls/first-click.ts';
import type { Session } from '../model/session.ts';
import {
  ACTION_HINTS,
  ACTION_WORDS,
  availableActions,
  exportItems,
  isOpen,
  PRIORITIES,
  type ExperimentAction,
} from './experiment-actions.ts';
import './removal-dialog.ts';

/**
 * What can be done to one experiment, as buttons. Dispatches `problem` with what went wrong (null when the next
 * attempt begins), and `removed` after its experiment is gone.
 */
export class ActionBar extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    experiment: { attribute: false },
    mayAct: { type: Boolean },
    waiting: { state: true },
    removing: { state: true },
  };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: var(--actions-wrap, wrap);
        justify-content: var(--actions-justify, flex-end);
        gap: 0.4rem;
      }
    `,
  ];

  declare session: Session;
  declare experiment: ExperimentSummary;
  /** Viewers are offered what changes nothing. */
  declare mayAct: boolean;
  /** A request is on its way. */
  declare waiting: boolean;
  /** The reader is asked whether it is meant. */
  declare removing: boolean;
  #hadFocus = false;

  constructor() {
    super();
    this.mayAct = false;
    this.waiting = false;
    this.removing = false;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null;
  }

  /** The button that was pressed may be gone with the state that it changed: the keyboard stays here. */
  protected override updated(): void {
    if (this.#hadFocus && this.shadowRoot?.activeElement === null) {
      this.renderRoot.querySelector<HTMLElement>('button, action-menu')?.focus();
    }
  }

  override render() {
    const { experiment, mayAct } = this;
    const name = experiment.title || experiment.name;
    return html`<div class="bar" role="group" aria-label="Actions on ${name}">
        ${mayAct ? availableActions(experiment).map((action) => this.#button(action, name)) : nothing}
        <action-menu
          label="Export"
          name="Export ${name}"
          .items=${exportItems(experiment, this.session, (error) => this.#report(error))}
          ?disabled=${experiment.runs.finished === 0}
        ></action-menu>
        ${
          mayAct
            ? html`<action-menu label="More" name="More on ${name}" .items=${this.#more()}></action-menu>`
            : nothing
        }
      </div>
      ${
        this.removing
          ? html`<removal-dialog
              .experiment=${experiment}
              @answer=${(event: CustomEvent<boolean>) => void this.#answered(event.detail)}
            ></removal-dialog>`
          : nothing
      }`;
  }

  #button(action: ExperimentAction, name: string) {
    // Not `disabled`, which would take the keyboard's focus away while the request is on its way.
    return html`<button
      class="button"
      type="button"
      title=${ACTION_HINTS[action]}
      aria-label="${ACTION_WORDS[action]} ${name}"
      aria-disabled=${this.waiting}
      @click=${(event: MouseEvent) => {
        if (isFirstClick(event)) void this.#act((id) => this.session.api?.steer(id, action));
      }}
    >
      ${ACTION_WORDS[action]}
    </button>`;
  }

  #more(): MenuItem[] {
    const { experiment } = this;
    const priorities = isOpen(experiment)
      ? PRIORITIES.map(({ priority, hint }) => ({
          label: `Priority ${priority}`,
          hint,
          checked: priority === experiment.priority,
          run: () => void this.#prioritise(priority),
        }))
      : [];
    const removal = { label: 'Remove …', destructive: true, run: () => (this.removing = true) };
    return [...priorities, removal];
  }

  #prioritise(priority: Priority): Promise<boolean> {
    return this.#act((id) => this.session.api?.setPriority(id, priority));
  }

  async #answered(remove: boolean): Promise<void> {
    this.removing = false;
    if (!remove) return;
    if (await this.#act((id) => this.session.api?.remove(id))) this.dispatchEvent(new Event('removed'));
  }

  /** Whether it was done. A second click while the first is on its way does nothing. */
  async #act(order: (id: string) => Promise<unknown> | undefined): Promise<boolean> {
    if (this.waiting) return false;
    this.waiting = true;
    this.#tell(null);
    try {
      await order(this.experiment.id);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    } finally {
      this.waiting = false;
    }
  }

  #report(error: unknown): void {
    this.#tell(error instanceof Error ? error.message : String(error));
  }

  #tell(detail: string | null): void {
    this.dispatchEvent(new CustomEvent<string | null>('problem', { detail }));
  }
}

customElements.define('action-bar', ActionBar);
