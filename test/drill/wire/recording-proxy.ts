import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { Ledger } from './ledger.ts';
import { framesOf, PacketReader, type Packet } from './packet.ts';
import type { Turbulence } from './turbulence.ts';
import { WitnessedConversation } from './witnessed-conversation.ts';

interface ProxyOptions {
  /** Where nodes reach the proxy. */
  readonly host: string;
  /** Where the coordinator is, on the loopback interface. */
  readonly coordinatorPort: number;
  readonly ledger: () => Ledger;
}

/**
 * Stands between compute nodes and their coordinator, understands what they say, and writes down what is
 * acknowledged. It can hold up and repeat messages, and cut the line.
 */
export class RecordingProxy {
  readonly #options: ProxyOptions;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 2 ** 20 });
  readonly #ends = new Set<WebSocket>();
  /** Resolved while the line is whole. */
  #whole = Promise.resolve();
  #heal: (() => void) | undefined;
  turbulence: Turbulence | undefined;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#server = createServer((_request, response) => response.writeHead(404).end());
    this.#server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      void this.#upgrade(request, socket, head);
    });
  }

  static async open(options: ProxyOptions): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(0, options.host, resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://${this.#options.host}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on nothing comes through, and nobody is told: neither end sees its connection closed. */
  cut(): void {
    this.#whole = new Promise((resolve) => (this.#heal = resolve));
    for (const end of this.#ends) end.pause();
  }

  heal(): void {
    this.#heal?.();
    for (const end of this.#ends) end.resume();
  }

  async close(): Promise<void> {
    this.heal();
    for (const end of this.#ends) end.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on('error', () => undefined);
    await this.#whole;
    const address = `ws://127.0.0.1:${this.#options.coordinatorPort}${request.url}`;
    const toCoordinator = new WebSocket(address, { perMessageDeflate: false });
    toCoordinator.on('error', () => socket.destroy());
    toCoordinator.once('open', () => {
      this.#webSockets.handleUpgrade(request, socket, head, (toNode) => this.#join(toNode, toCoordinator));
    });
  }

  #join(toNode: WebSocket, toCoordinator: WebSocket): void {
    const conversation = new WitnessedConversation(this.#options.ledger);
    this.#relay(toNode, toCoordinator, (packet) => conversation.fromNode(packet));
    this.#relay(toCoordinator, toNode, (packet) => conversation.fromCoordinator(packet));
  }

  #relay(from: WebSocket, to: WebSocket, witness: (packet: Packet) => void): void {
    const reader = new PacketReader();
    const deliver = (packet: Packet): void => {
      for (const frame of framesOf(packet)) {
        if (to.readyState === WebSocket.OPEN) to.send(frame, { binary: typeof frame !== 'string' });
      }
    };
    from.on('message', (data: RawData, isBinary: boolean) => {
      const packet = reader.read(data as Buffer, isBinary);
      if (packet === undefined || this.turbulence?.isAnswerToRepetition(packet) === true) return;
      witness(packet);
      if (this.turbulence === undefined) deliver(packet);
      else this.turbulence.carry(packet, deliver);
    });
    this.#ends.add(from);
    from.on('error', () => undefined);
    from.once('close', () => {
      this.#ends.delete(from);
      to.terminate();
    });
  }
}
