import { css, html, LitElement, nothing } from 'lit';
import { tokenFromInput } from '../access/token.ts';
import { baseStyles, controlStyles } from '../appearance/base-styles.ts';
import type { ConnectionState } from '../connection/connection-state.ts';

/** What a visitor without a valid token sees: why, and what to do. Dispatches `token` with the one that is given. */
export class TokenPage extends LitElement {
  static override readonly properties = { state: { attribute: false } };
  static override readonly styles = [
    baseStyles,
    controlStyles,
    css`
      main {
        max-width: 34rem;
        margin: 12vh auto 4rem;
        padding: 0 1.5rem;
      }
      h1 {
        margin-bottom: 0.75rem;
      }
      p {
        margin-bottom: 0.9rem;
      }
      code {
        padding: 0.1em 0.35em;
        border-radius: 4px;
        background: var(--surface);
        font-size: 0.9em;
      }
      form {
        display: flex;
        gap: 0.5rem;
        margin-top: 1.5rem;
      }
      input {
        flex: 1;
        min-width: 0;
        padding: 0.35rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--ground);
      }
      ::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      .reason {
        padding: 0.6rem 0.8rem;
        border-left: 3px solid var(--danger);
        background: var(--surface);
      }
    `,
  ];

  declare state: Extract<ConnectionState, { kind: 'no-token' | 'refused' }>;

  override render() {
    const { state } = this;
    const wrongToken = state.kind === 'refused' && state.code === 'unauthorized';
    const heading =
      state.kind === 'no-token'
        ? 'This laboratory is opened with a token'
        : wrongToken
          ? 'This token does not open this laboratory'
          : 'The coordinator refuses this page';
    return html`<main>
      <h1>${heading}</h1>
      ${state.kind === 'refused' ? html`<p class="reason">${state.message}</p>` : nothing}
      ${
        state.kind === 'no-token' || wrongToken
          ? html`<p>
                Open the address that <code>npm start</code> or <code>crossover serve</code> printed when the
                coordinator started. It ends in <code>#token=…</code>; the page keeps the token for this tab
                and takes it out of the address.
              </p>
              <p class="muted">
                The tokens are also in <code>tokens.json</code> in the coordinator’s data folder: the viewer’s
                to look, the operator’s to act as well.
              </p>
              <form @submit=${(event: SubmitEvent) => this.#submit(event)}>
                <input
                  name="token"
                  aria-label="Token, or the address that holds it"
                  placeholder="Token, or the whole address"
                  autocomplete="off"
                  spellcheck="false"
                  required
                />
                <button class="button primary" type="submit">Open</button>
              </form>`
          : html`<p>
              <button class="button primary" type="button" @click=${() => location.reload()}>
                Reload the page
              </button>
            </p>`
      }
    </main>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const input = new FormData(event.target as HTMLFormElement).get('token');
    const token = typeof input === 'string' ? tokenFromInput(input) : null;
    if (token !== null) this.dispatchEvent(new CustomEvent('token', { detail: token }));
  }
}

customElements.define('token-page', TokenPage);
