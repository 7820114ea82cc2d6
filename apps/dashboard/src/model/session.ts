import type { WireError } from '@crossover/protocol';
import { Api } from '../connection/api.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { ViewerConnection } from '../connection/viewer-connection.ts';
import { forgetToken, keepToken } from '../access/token.ts';
import { applyFrame, emptyLaboratory, fromAnswer, type Laboratory } from './laboratory.ts';

/**
 * The page's connection to its laboratory and all that is known through it. Dispatches `change` after every
 * change; the values it holds are replaced, never written to.
 */
export class Session extends EventTarget {
  #token: string | null;
  #connection: ViewerConnection | null = null;
  #api: Api | null = null;
  #state: ConnectionState = { kind: 'no-token' };
  #laboratory: Laboratory = emptyLaboratory;
  #loaded = false;
  #watching: string | null = null;
  #mayAct = false;
  #refusedWatch: WireError | null = null;

  constructor(token: string | null) {
    super();
    this.#token = token;
    this.#open();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get laboratory(): Laboratory {
    return this.#laboratory;
  }

  /** Whether the coordinator has told anything yet. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether the token is an operator's: what a viewer may not do is not offered. */
  get mayAct(): boolean {
    return this.#mayAct;
  }

  /** Why the watched experiment cannot be shown; null when it can. */
  get refusedWatch(): WireError | null {
    return this.#refusedWatch;
  }

  get api(): Api | null {
    return this.#api;
  }

  /** Tries another token. */
  enter(token: string): void {
    keepToken(token, sessionStorage);
    this.#token = token;
    this.#connection?.close();
    this.#open();
  }

  /** Follows one experiment in detail, or the list alone. */
  watch(experimentId: string | null): void {
    if (experimentId === this.#watching) return;
    this.#watching = experimentId;
    this.#refusedWatch = null;
    this.#laboratory = { ...this.#laboratory, watched: null };
    this.#connection?.watch(experimentId);
    this.#changed();
  }

  #open(): void {
    if (this.#token === null) {
      this.#state = { kind: 'no-token' };
      this.#changed();
      return;
    }
    this.#state = { kind: 'connecting' };
    this.#api = new Api(this.#token);
    this.#mayAct = false;
    this.#connection = new ViewerConnection(this.#token, {
      state: (state) => this.#setState(state),
      answer: (experimentId, answer) => {
        if (experimentId !== this.#watching) return;
        this.#laboratory = fromAnswer(answer);
        this.#loaded = true;
        this.#mayAct = answer.role === 'operator';
        this.#refusedWatch = null;
        this.#changed();
      },
      frame: (frame) => {
        this.#laboratory = applyFrame(this.#laboratory, frame);
        this.#changed();
      },
      watchRefused: (experimentId, error) => {
        if (experimentId !== this.#watching) return;
        this.#refusedWatch = error;
        this.#changed();
      },
    });
    this.#connection.watch(this.#watching);
    this.#changed();
  }

  #setState(state: ConnectionState): void {
    // The first failure says since when; the tries that follow do not make it younger.
    if (state.kind === 'disconnected' && this.#state.kind === 'disconnected') return;
    if (state.kind === 'refused' && state.code === 'unauthorized') forgetToken(sessionStorage);
    this.#state = state;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
