import {
  coordinatorToViewerEvents,
  NAMESPACES,
  PROTOCOL_VERSION,
  viewerEvents,
  wireErrorSchema,
  type CoordinatorToViewerEvents,
  type Frame,
  type ViewerHandshake,
  type ViewerToCoordinatorEvents,
  type WireError,
} from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';
import type { ConnectionState } from './connection-state.ts';

type ViewerSocket = Socket<CoordinatorToViewerEvents, ViewerToCoordinatorEvents>;
type WatchAnswer = Extract<ReturnType<typeof viewerEvents.watch.answer.parse>, { ok: true }>;

/** What a connection tells its owner. */
export interface ConnectionListener {
  state(state: ConnectionState): void;
  /** Everything anew, for the experiment that is watched (or for the list alone). */
  answer(experimentId: string | null, answer: WatchAnswer): void;
  frame(frame: Frame): void;
  /** The experiment cannot be watched, because there is none of this id. */
  watchRefused(experimentId: string | null, error: WireError): void;
}

/** Codes after which trying again by itself helps. */
const PASSING = new Set<string>(['shutting-down', 'rate-limited', 'internal', 'conflict']);
const RETRY_MILLISECONDS = 2_000;

/**
 * The live connection to the coordinator, over WebSocket alone. Comes back by itself after a break and then
 * asks for everything again, since frames may have been missed.
 */
export class ViewerConnection {
  readonly #socket: ViewerSocket;
  readonly #listener: ConnectionListener;
  #watching: string | null = null;

  constructor(token: string, listener: ConnectionListener) {
    this.#listener = listener;
    this.#socket = io(NAMESPACES.viewers, {
      transports: ['websocket'],
      auth: { token, protocolVersion: PROTOCOL_VERSION } satisfies ViewerHandshake,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    });
    this.#socket.on('connect', () => this.#ask());
    this.#socket.on('frame', (message: unknown, acknowledge) => {
      const { data } = coordinatorToViewerEvents.frame.message.safeParse(message);
      if (data !== undefined) this.#listener.frame(data);
      acknowledge({ ok: true });
    });
    this.#socket.on('disconnect', (reason) => {
      this.#listener.state({ kind: 'disconnected', since: Date.now() });
      // What the server ended on purpose is not tried again by the library.
      if (reason === 'io server disconnect') this.#retry();
    });
    this.#socket.on('connect_error', (error: Error & { data?: unknown }) => this.#failed(error.data));
  }

  /** Follows one experiment in detail, or the list alone. */
  watch(experimentId: string | null): void {
    this.#watching = experimentId;
    if (this.#socket.connected) this.#ask();
  }

  close(): void {
    this.#socket.disconnect();
  }

  #ask(): void {
    const experimentId = this.#watching;
    this.#socket.emit('watch', { experimentId }, (reply: unknown) => {
      // A later call replaces this one.
      if (experimentId !== this.#watching) return;
      const { data } = viewerEvents.watch.answer.safeParse(reply);
      if (data === undefined) {
        this.#listener.state({
          kind: 'refused',
          code: 'protocol-version',
          message: 'The coordinator answers in a form that this page does not know. Reload the page.',
        });
        return;
      }
      this.#listener.state({ kind: 'connected' });
      if (data.ok) this.#listener.answer(experimentId, data);
      else if (data.error.code !== 'conflict') this.#listener.watchRefused(experimentId, data.error);
    });
  }

  #failed(refusal: unknown): void {
    const { data } = wireErrorSchema.safeParse(refusal);
    if (data === undefined || PASSING.has(data.code)) {
      this.#listener.state({ kind: 'disconnected', since: Date.now() });
      if (data !== undefined) this.#retry();
      return;
    }
    this.#listener.state({ kind: 'refused', code: data.code, message: data.message });
  }

  #retry(): void {
    setTimeout(() => this.#socket.connect(), RETRY_MILLISECONDS);
  }
}
