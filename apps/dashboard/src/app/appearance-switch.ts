import { css, html, LitElement, svg } from 'lit';
import { APPEARANCES, type Appearance, type AppearanceChoice } from '../appearance/appearance.ts';
import { baseStyles } from '../appearance/base-styles.ts';

const NAMES: Readonly<Record<Appearance, string>> = {
  system: 'As the system says',
  light: 'Light',
  dark: 'Dark',
};

const ICONS: Readonly<Record<Appearance, ReturnType<typeof svg>>> = {
  system: svg`<path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor"></path><circle cx="8" cy="8" r="6"></circle>`,
  light: svg`<circle cx="8" cy="8" r="3"></circle><path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5 13 13M13 3l-1.5 1.5M4.5 11.5 3 13"></path>`,
  dark: svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z"></path>`,
};

/** Light, dark, or as the system says. */
export class AppearanceSwitch extends LitElement {
  static override readonly properties = { choice: { attribute: false } };
  static override readonly styles = [
    baseStyles,
    css`
      fieldset {
        display: flex;
        margin: 0;
        padding: 2px;
        border: 1px solid var(--line);
        border-radius: 7px;
      }
      label {
        display: block;
        cursor: pointer;
      }
      svg {
        display: block;
        width: 1.625rem;
        height: 1.375rem;
        padding: 0.2rem 0.3rem;
        border-radius: 5px;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
        color: var(--muted);
      }
      input:checked + svg {
        background: var(--surface);
        color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      input:focus-visible + svg {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
    `,
  ];

  declare choice: AppearanceChoice;

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">Appearance</legend>
      ${APPEARANCES.map(
        (appearance) =>
          html`<label title=${NAMES[appearance]}>
            <input
              class="visually-hidden"
              type="radio"
              name="appearance"
              aria-label=${NAMES[appearance]}
              .checked=${this.choice.appearance === appearance}
              @change=${() => this.choice.choose(appearance)}
            />
            <svg viewBox="0 0 16 16" aria-hidden="true">${ICONS[appearance]}</svg>
          </label>`,
      )}
    </fieldset>`;
  }
}

customElements.define('appearance-switch', AppearanceSwitch);
