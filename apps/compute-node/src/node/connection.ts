import type { NodeHandshake } from '@crossover/protocol';
import type { ConnectionRefusedError } from '../errors.ts';
import { pauseMilliseconds } from './backoff.ts';
import { connectionFault, type ConnectionFault } from './connection-fault.ts';
import { CoordinatorAddresses } from './coordinator-addresses.ts';
import { connectToCoordinator, finalRefusal, type NodeSocket } from './session.ts';

export interface ConnectionListener {
  /** A socket has been made; it connects after this. */
  prepared(socket: NodeSocket): void;
  /** The coordinator at this address has admitted the node: it is time to say hello. */
  connected(url: string): void;
  disconnected(reason: string): void;
  /** Nobody answers at this address; others, or it again, are tried. */
  unreachable(url: string, fault: ConnectionFault): void;
  /** The token that was taken here before is taken no more; it is asked for again, and tried again. */
  tokenReplaced(refusal: ConnectionRefusedError): void;
  /** This address has refused the node for good; there are others. */
  excluded(refusal: ConnectionRefusedError): void;
  /** All addresses have. */
  refused(refusal: ConnectionRefusedError): void;
}

/**
 * The connection of a node to one of its coordinators. When it breaks, or does not come about, the next
 * address is tried, for ever, with pauses that grow; the one that the node was at last comes first.
 */
export class CoordinatorConnection {
  readonly #addresses: CoordinatorAddresses;
  readonly #handshake: Omit<NodeHandshake, 'protocolVersion'>;
  readonly #tokenMayChange: boolean;
  readonly #listener: ConnectionListener;
  #socket: NodeSocket;
  /** Attempts since the last hello that was answered. */
  #failures = 0;
  #wasAdmitted = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param tokenMayChange the token of the handshake may be another one at the next look */
  constructor(
    urls: readonly [string, ...string[]],
    handshake: Omit<NodeHandshake, 'protocolVersion'>,
    tokenMayChange: boolean,
    listener: ConnectionListener,
  ) {
    this.#addresses = new CoordinatorAddresses(urls);
    this.#handshake = handshake;
    this.#tokenMayChange = tokenMayChange;
    this.#listener = listener;
    this.#socket = this.#newSocket();
  }

  /** The socket that is connected, or was at last. */
  get socket(): NodeSocket {
    return this.#socket;
  }

  get url(): string {
    return this.#addresses.current;
  }

  connect(): void {
    if (!this.#closed) this.#socket.connect();
  }

  /** The coordinator has answered hello, and named the others. */
  established(others: readonly string[]): void {
    this.#failures = 0;
    this.#wasAdmitted = true;
    this.learn(others);
  }

  /** The coordinator has named the others once more. */
  learn(others: readonly string[]): void {
    this.#addresses.learn(others);
  }

  /** This coordinator is of no use now: leaves it for the next one. */
  abandon(): void {
    this.#failures += 1;
    this.#addresses.advance();
    this.#startAnew();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.disconnect();
  }

  #newSocket(): NodeSocket {
    const url = this.#addresses.current;
    const socket = connectToCoordinator(url, this.#handshake);
    this.#listener.prepared(socket);
    socket.on('connect', () => this.#listener.connected(url));
    socket.on('connect_error', (error) => this.#failed(url, error));
    socket.on('disconnect', (reason) => {
      this.#listener.disconnected(reason);
      if (!this.#closed) this.#startAnew();
    });
    return socket;
  }

  #failed(url: string, error: Error): void {
    if (this.#closed) return;
    const refusal = finalRefusal(error, url);
    if (refusal === null) {
      this.#listener.unreachable(url, connectionFault(error, url));
      this.abandon();
      return;
    }
    // A first token that is wrong is a mistake; one that was right has been replaced, and its file will follow.
    if (refusal.code === 'unauthorized' && this.#tokenMayChange && this.#wasAdmitted) {
      this.#listener.tokenReplaced(refusal);
      this.abandon();
      return;
    }
    const last = this.#addresses.exclude(refusal);
    if (last !== null) {
      this.#listener.refused(last);
      return;
    }
    this.#listener.excluded(refusal);
    this.#startAnew();
  }

  #startAnew(): void {
    this.#socket.off();
    this.#socket.disconnect();
    this.#socket = this.#newSocket();
    const { count } = this.#addresses;
    const rounds = Math.floor(this.#failures / count);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), pauseMilliseconds(rounds, count, Math.random()));
  }
}
