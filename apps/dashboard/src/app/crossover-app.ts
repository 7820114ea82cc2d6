import { css, html, LitElement, nothing } from 'lit';
import type { AppearanceChoice } from '../appearance/appearance.ts';
import { baseStyles } from '../appearance/base-styles.ts';
import '../experiment/experiment-page.ts';
import '../experiments/experiments-page.ts';
import { formatInstant } from '../format/durations.ts';
import type { Session } from '../model/session.ts';
import '../nodes/nodes-page.ts';
import type { Route } from '../routing/route.ts';
import type { Router } from '../routing/router.ts';
import './appearance-switch.ts';
import './connection-label.ts';
import './message-panel.ts';
import './token-page.ts';

/** How often relative times such as "3 min ago" are written anew. */
const CLOCK_MILLISECONDS = 5_000;

/** The page: header, and the view that the address stands for. */
export class CrossoverApp extends LitElement {
  static override readonly properties = { now: { state: true } };
  static override readonly styles = [
    baseStyles,
    css`
      header {
        position: sticky;
        top: 0;
        z-index: 20;
        display: flex;
        align-items: center;
        gap: 1.25rem;
        height: 3rem;
        padding: 0 1.5rem;
        border-bottom: 1px solid var(--line);
        background: var(--ground);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--ink);
        font-weight: 650;
        text-decoration: none;
      }
      .brand img {
        width: 1.375rem;
        height: 1.375rem;
      }
      nav {
        display: flex;
        align-self: stretch;
        gap: 0.25rem;
      }
      nav a {
        display: flex;
        align-items: center;
        padding: 0 0.6rem;
        border-bottom: 2px solid transparent;
        color: var(--muted);
        font-size: 0.9375rem;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current] {
        color: var(--ink);
        border-bottom-color: var(--accent);
      }
      .space {
        flex: 1;
      }
      .banner {
        padding: 0.45rem 1.5rem;
        border-bottom: 1px solid var(--line);
        border-left: 3px solid var(--danger);
        background: var(--surface);
        font-size: 0.875rem;
      }
      main {
        max-width: 100rem;
        margin: 0 auto;
        padding: 1.25rem 1.5rem 4rem;
      }
      .skip {
        position: absolute;
        left: 1rem;
        top: -4rem;
        z-index: 30;
        padding: 0.4rem 0.8rem;
        background: var(--ground);
      }
      .skip:focus {
        top: 0.5rem;
      }
      @media (max-width: 40rem) {
        header {
          gap: 0.6rem;
          padding: 0 0.9rem;
        }
        .brand span {
          display: none;
        }
        main {
          padding: 1rem 0.9rem 3rem;
        }
      }
    `,
  ];

  declare now: number;
  readonly #session: Session;
  readonly #router: Router;
  readonly #appearance: AppearanceChoice;
  #clock = 0;
  readonly #update = (): void => this.requestUpdate();
  readonly #turn = (): void => {
    this.#watchRoute();
    this.requestUpdate();
  };

  constructor(session: Session, router: Router, appearance: AppearanceChoice) {
    super();
    this.now = Date.now();
    this.#session = session;
    this.#router = router;
    this.#appearance = appearance;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session.addEventListener('change', this.#update);
    this.#appearance.addEventListener('change', this.#update);
    this.#router.addEventListener('change', this.#turn);
    this.#clock = window.setInterval(() => (this.now = Date.now()), CLOCK_MILLISECONDS);
    this.#watchRoute();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.removeEventListener('change', this.#update);
    this.#appearance.removeEventListener('change', this.#update);
    this.#router.removeEventListener('change', this.#turn);
    clearInterval(this.#clock);
  }

  #watchRoute(): void {
    const { route } = this.#router;
    this.#session.watch(route.view === 'experiment' ? route.id : null);
  }

  override render() {
    const { state } = this.#session;
    const { route } = this.#router;
    const refused = state.kind === 'no-token' || state.kind === 'refused';
    return html`<a class="skip" href="#content" @click=${this.#skip}>Skip to the content</a>
      <header>
        <a class="brand" href="/experiments" aria-label="Crossover" @click=${this.#follow}>
          <img src="/favicon.svg" alt="" /><span>Crossover</span>
        </a>
        ${
          refused
            ? nothing
            : html`<nav aria-label="Views">
                ${this.#link('/experiments', 'Experiments', route.view.startsWith('experiment'))}
                ${this.#link('/nodes', 'Nodes', route.view === 'nodes')}
              </nav>`
        }
        <span class="space"></span>
        <connection-label
          .state=${state}
          .readOnly=${state.kind === 'connected' && !this.#session.mayAct}
        ></connection-label>
        <appearance-switch .choice=${this.#appearance}></appearance-switch>
      </header>
      ${
        state.kind === 'disconnected'
          ? html`<div class="banner" role="alert">
              ${
                this.#session.loaded
                  ? `The connection to the coordinator is lost; trying again. What you see is from ${formatInstant(new Date(state.since).toISOString())} and goes on by itself when the coordinator is back.`
                  : 'The coordinator does not answer; trying again. Is it running?'
              }
            </div>`
          : nothing
      }
      ${
        refused
          ? html`<token-page
              .state=${state}
              @token=${(event: CustomEvent<string>) => this.#session.enter(event.detail)}
            ></token-page>`
          : html`<main id="content" tabindex="-1" @click=${this.#follow}>${this.#view(route)}</main>`
      }`;
  }

  #link(address: string, words: string, current: boolean) {
    return html`<a href=${address} aria-current=${current ? 'page' : nothing} @click=${this.#follow}
      >${words}</a
    >`;
  }

  #view(route: Route) {
    const session = this.#session;
    switch (route.view) {
      case 'experiments':
        return html`<experiments-page
          .session=${session}
          .router=${this.#router}
          .laboratory=${session.laboratory}
          .now=${this.now}
        ></experiments-page>`;
      case 'experiment':
        return html`<experiment-page
          .session=${session}
          .router=${this.#router}
          .laboratory=${session.laboratory}
          .refusal=${session.refusedWatch}
          .connection=${session.state.kind}
          .route=${route}
          .theme=${this.#appearance.theme}
          .now=${this.now}
        ></experiment-page>`;
      case 'nodes':
        return html`<nodes-page
          .session=${session}
          .laboratory=${session.laboratory}
          .now=${this.now}
        ></nodes-page>`;
      case 'unknown':
        document.title = 'No such page · Crossover';
        return html`<message-panel
          heading="There is no such page"
          text="${`Nothing lives at ${route.path}.`}"
        >
          <p><a href="/experiments">Go to the experiments</a></p>
        </message-panel>`;
    }
  }

  readonly #follow = (event: MouseEvent): void => this.#router.follow(event);

  readonly #skip = (event: MouseEvent): void => {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#content')?.focus();
  };
}

customElements.define('crossover-app', CrossoverApp);
