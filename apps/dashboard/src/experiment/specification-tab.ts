import { css, html, LitElement } from 'lit';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import '../controls/copy-button.ts';
import { saveText } from '../controls/save-file.ts';

/** The experiment as it was submitted: what a file for `crossover run FILE` holds. */
export class SpecificationTab extends LitElement {
  static override readonly properties = { specification: { attribute: false }, name: {} };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        margin-bottom: 0.5rem;
        font-size: 0.8125rem;
      }
      .head span {
        margin-right: 0.5rem;
      }
      pre {
        margin: 0;
        padding: 0.9rem 1rem;
        border-radius: 6px;
        background: var(--surface);
        font-size: 0.8125rem;
        line-height: 1.5;
        overflow-x: auto;
      }
    `,
  ];

  declare specification: Readonly<Record<string, unknown>>;
  declare name: string;

  override render() {
    const text = JSON.stringify(this.specification, null, 2);
    return html`<div class="head">
        <span class="muted">Run it again from a terminal: npx crossover run ${this.name}.json</span>
        <copy-button .text=${text}></copy-button>
        <button
          class="button"
          type="button"
          @click=${() => saveText(`${text}\n`, `${this.name}.json`, 'application/json')}
        >
          Download
        </button>
      </div>
      <pre tabindex="0" aria-label="Specification as JSON">${text}</pre>`;
  }
}

customElements.define('specification-tab', SpecificationTab);
