import { NUMERICS_VERSION } from '@crossover/experiments';
import {
  coordinatorToViewerEvents,
  NAMESPACES,
  nodeEvents,
  PROTOCOL_VERSION,
  viewerEvents,
  type AnswerOf,
  type Frame,
  type MessageOf,
  type WireError,
} from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';

type NodeTable = typeof nodeEvents;
type ViewerTable = typeof viewerEvents;

/** The good form of an answer. */
export type Good<T> = Extract<T, { ok: true }>;

interface Address {
  readonly url: string;
  readonly tokens: { viewer: string; operator: string; node: string };
}

/** A connection to one namespace, as raw as a test wants it. */
export async function connectRaw(
  url: string,
  namespace: string,
  auth: object,
  headers: Record<string, string> = {},
): Promise<Socket> {
  const socket = io(url + namespace, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

/** What a refused connection was told. */
export async function refusalOf(connection: Promise<Socket>): Promise<WireError> {
  try {
    (await connection).close();
  } catch (error) {
    return (error as Error & { data: WireError }).data;
  }
  throw new Error('The connection was accepted.');
}

/** A compute node made of bare socket messages, so that a test decides every one of them. */
export interface TestNode {
  readonly id: string;
  readonly socket: Socket;
  readonly cancelled: string[];
  nudges: number;
  ask<Name extends keyof NodeTable>(
    event: Name,
    message: MessageOf<NodeTable, Name>,
  ): Promise<AnswerOf<NodeTable, Name>>;
  /** The same, but a refusal is an error. */
  tell<Name extends keyof NodeTable>(
    event: Name,
    message: MessageOf<NodeTable, Name>,
  ): Promise<Good<AnswerOf<NodeTable, Name>>>;
  close(): void;
}

export async function connectNode({ url, tokens }: Address, id: string): Promise<TestNode> {
  const socket = await connectRaw(url, NAMESPACES.nodes, {
    token: tokens.node,
    protocolVersion: PROTOCOL_VERSION,
    nodeId: id,
    name: `test node ${id}`,
    threads: 2,
    softwareVersion: '0.0.0-test',
    numericsVersion: NUMERICS_VERSION,
  });
  const node: TestNode = {
    id,
    socket,
    cancelled: [],
    nudges: 0,
    async ask(event, message) {
      const answer: unknown = await socket.timeout(30_000).emitWithAck(event, message);
      // What comes back must itself keep to the contract.
      return nodeEvents[event].answer.parse(answer) as AnswerOf<NodeTable, typeof event>;
    },
    async tell(event, message) {
      const answer = await node.ask(event, message);
      if (!answer.ok) throw new Error(`${event} was refused: ${JSON.stringify(answer.error)}`);
      return answer as Good<AnswerOf<NodeTable, typeof event>>;
    },
    close: () => void socket.close(),
  };
  socket.on('work-available', (_message: unknown, acknowledge: (answer: object) => void) => {
    node.nudges += 1;
    acknowledge({ ok: true });
  });
  socket.on('cancel', ({ runId }: { runId: string }, acknowledge: (answer: object) => void) => {
    node.cancelled.push(runId);
    acknowledge({ ok: true });
  });
  return node;
}

/** A viewer that keeps every frame; acknowledges each unless told otherwise. */
export interface TestViewer {
  readonly socket: Socket;
  readonly frames: Frame[];
  readonly waiting: (() => void)[];
  acknowledges: boolean;
  ask(message: MessageOf<ViewerTable, 'watch'>): Promise<AnswerOf<ViewerTable, 'watch'>>;
  close(): void;
}

export async function connectViewer({ url, tokens }: Address): Promise<TestViewer> {
  const socket = await connectRaw(url, NAMESPACES.viewers, {
    token: tokens.viewer,
    protocolVersion: PROTOCOL_VERSION,
  });
  const viewer: TestViewer = {
    socket,
    frames: [],
    waiting: [],
    acknowledges: true,
    async ask(message) {
      return viewerEvents.watch.answer.parse(await socket.timeout(30_000).emitWithAck('watch', message));
    },
    close: () => void socket.close(),
  };
  socket.on('frame', (frame: unknown, acknowledge: (answer: object) => void) => {
    viewer.frames.push(coordinatorToViewerEvents.frame.message.parse(frame));
    const reply = () => acknowledge({ ok: true });
    if (viewer.acknowledges) reply();
    else viewer.waiting.push(reply);
  });
  return viewer;
}
