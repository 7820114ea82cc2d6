import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import type { Preset } from '../connection/api.ts';
import '../controls/action-menu.ts';
import type { Session } from '../model/session.ts';

/**
 * Starts one of the built-in experiments. `primary` offers the demonstration alone, as one button.
 * Dispatches `submitted` with the new experiment's id, or `problem` with what went wrong.
 */
export class PresetMenu extends LitElement {
  static override readonly properties = {
    session: { attribute: false },
    label: {},
    primary: { type: Boolean },
    presets: { state: true },
    sending: { state: true },
  };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: inline-block;
      }
    `,
  ];

  declare session: Session;
  declare label: string;
  declare primary: boolean;
  declare presets: readonly Preset[];
  declare sending: boolean;

  constructor() {
    super();
    this.label = '';
    this.primary = false;
    this.presets = [];
    this.sending = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const [first] = this.presets;
    if (this.primary) {
      return html`<button
        class="button primary"
        type="button"
        ?disabled=${first === undefined || this.sending}
        @click=${() => first && void this.#submit(first.name)}
      >
        ${this.label}
      </button>`;
    }
    return html`<action-menu
      .label=${this.label}
      ?disabled=${this.presets.length === 0 || this.sending}
      .items=${this.presets.map(({ name, title }) => ({
        label: title || name,
        hint: name,
        run: () => void this.#submit(name),
      }))}
    ></action-menu>`;
  }

  async #load(): Promise<void> {
    try {
      this.presets = (await this.session.api?.presets()) ?? [];
    } catch (error) {
      this.#tell('problem', error);
    }
  }

  async #submit(preset: string): Promise<void> {
    this.sending = true;
    try {
      const experiment = await this.session.api?.submit({ preset });
      if (experiment !== undefined) this.#tell('submitted', experiment.id);
    } catch (error) {
      this.#tell('problem', error);
    } finally {
      this.sending = false;
    }
  }

  #tell(name: 'submitted' | 'problem', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('preset-menu', PresetMenu);
