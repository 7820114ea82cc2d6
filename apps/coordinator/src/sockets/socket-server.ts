import {
  LIMITS,
  NAMESPACES,
  nodeEvents,
  TIMINGS,
  viewerEvents,
  type CoordinatorToNodeEvents,
  type CoordinatorToViewerEvents,
  type NodeToCoordinatorEvents,
  type ViewerToCoordinatorEvents,
} from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Server as HttpServer } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import type { Control } from '../control/control.ts';
import type { NodeChannel } from '../dispatch/compute-node.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { RefusedError } from '../errors.ts';
import type { Authentication } from '../http/authentication.ts';
import type { LabFeed } from '../lab-feed.ts';
import { KeyedBudgets } from '../limits/keyed-budgets.ts';
import { MessageBudget } from '../limits/message-budget.ts';
import { networkOf } from '../limits/network-of.ts';
import type { OriginPolicy } from '../limits/origin.ts';
import { messages } from '../messages.ts';
import type { SocketMetrics } from '../observability/socket-metrics.ts';
import { Viewer, type ViewerSurroundings } from '../viewers/viewer.ts';
import { answerEvents } from './event-handlers.ts';
import { admitNode, admitViewer } from './handshake.ts';
import type { InFlight } from './in-flight.ts';
import { limitSendBuffer, type EngineSocket } from './send-buffer.ts';

type NodeSocket = Socket<NodeToCoordinatorEvents, CoordinatorToNodeEvents>;
type ViewerSocket = Socket<ViewerToCoordinatorEvents, CoordinatorToViewerEvents>;

/** Connections of nodes and viewers together; beyond them new ones are refused. */
const MAXIMUM_CONNECTIONS = 4096;
/** A viewer may change what it watches so often: each time a whole experiment may be read. */
const WATCHES = 30;
const WATCHES_MILLISECONDS = 30_000;
/** A node may send so many; a few hundred a second are usual where runs are short and threads many. */
const NODE_MESSAGES = 20_000;
const NODE_MESSAGES_MILLISECONDS = 10_000;
/** Connections that one network may open: all its nodes and viewers at once, when a coordinator comes back. */
const UPGRADES = 2_000;
const UPGRADES_MILLISECONDS = 60_000;
/** A connection that has not shown a token by then is closed. */
const ADMISSION_MILLISECONDS = 10_000;

export interface SocketSurroundings extends ViewerSurroundings {
  readonly dispatcher: Dispatcher;
  readonly control: Control;
  /** Where the other coordinators on the same database are. */
  readonly otherCoordinators: () => string[];
  readonly feed: LabFeed;
  readonly authentication: Authentication;
  readonly inFlight: InFlight;
  readonly metrics: SocketMetrics;
  readonly log: FastifyBaseLogger;
  readonly origins: OriginPolicy;
}

/** The sockets that are served. */
export interface SocketServer {
  readonly viewers: number;
  close(): Promise<void>;
}

/** Serves the namespaces of compute nodes and viewers on an HTTP server. */
export function serveSockets(http: HttpServer, surroundings: SocketSurroundings): SocketServer {
  const { feed, origins, log } = surroundings;
  const upgrades = new KeyedBudgets(UPGRADES, UPGRADES_MILLISECONDS);
  const server = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LIMITS.maxMessageBytes,
    connectTimeout: ADMISSION_MILLISECONDS,
    pingInterval: 10_000,
    pingTimeout: 20_000,
    allowRequest: (request, decide) => {
      const network = networkOf(request.socket.remoteAddress ?? '');
      if (!origins.allowsSocket(request.headers)) decide('origin-not-allowed', false);
      else if (!upgrades.spend(network)) decide('too many connections in a short time', false);
      else if (server.engine.clientsCount >= MAXIMUM_CONNECTIONS) decide('too many connections', false);
      else decide(null, true);
    },
  });
  server.engine.on('connection', (connection: EngineSocket) =>
    limitSendBuffer(connection, (bytes) => log.warn({ bytes }, 'a socket that does not read was cut')),
  );
  server.use((_socket, next) =>
    next(connectError(new RefusedError('not-found', messages.unknownNamespace()))),
  );
  serveNodes(server.of(NAMESPACES.nodes), surroundings);
  const viewers = new Set<Viewer>();
  serveViewers(server.of(NAMESPACES.viewers), surroundings, viewers);
  const unsubscribe = feed.subscribe((event) => {
    for (const viewer of viewers) viewer.notice(event);
  });
  return {
    get viewers() {
      return viewers.size;
    },
    async close() {
      unsubscribe();
      for (const viewer of viewers) viewer.close();
      await server.close();
    },
  };
}

function serveNodes(
  namespace: Namespace<NodeToCoordinatorEvents, CoordinatorToNodeEvents>,
  { authentication, dispatcher, otherCoordinators, inFlight, log, metrics }: SocketSurroundings,
): void {
  namespace.use((socket, next) => {
    next(refusal(() => admitNode(socket.handshake, authentication), metrics));
  });
  namespace.on('connection', (socket) => {
    const identity = admitNode(socket.handshake, authentication);
    endWithToken(socket, authentication);
    const budget = new MessageBudget(NODE_MESSAGES, NODE_MESSAGES_MILLISECONDS, performance.now());
    const { nodeId } = identity;
    const channel = nodeChannel(socket);
    dispatcher.connect(identity, channel);
    socket.on('disconnect', () => dispatcher.disconnected(nodeId, channel));
    answerEvents(
      socket,
      nodeEvents,
      {
        hello: async ({ leases }) => ({
          ...(await dispatcher.hello(nodeId, leases)),
          coordinators: otherCoordinators(),
        }),
        lease: async (asked) => ({
          assignments: (await dispatcher.lease(nodeId, channel, asked)).map(
            ({ runId, attempt, specification, checkpoint, work }) => ({
              runId,
              attempt,
              specification,
              checkpoint,
              work,
            }),
          ),
        }),
        report: async ({ runId, ...report }) => ({
          continue: await dispatcher.report(nodeId, runId, report),
        }),
        complete: async ({ runId, ...completion }) => ({
          accepted: await dispatcher.complete(nodeId, runId, completion),
          continue: false,
        }),
        fail: async ({ runId, ...failure }) => ({
          accepted: await dispatcher.fail(nodeId, runId, failure),
          continue: false,
        }),
        release: async ({ runId, attempt }) => ({
          accepted: await dispatcher.release(nodeId, runId, attempt),
          continue: false,
        }),
        heartbeat: async (load) => {
          await dispatcher.heartbeat(nodeId, load);
          return { coordinators: otherCoordinators() };
        },
      },
      { inFlight, log, metrics, budget },
    );
  });
}

function nodeChannel(socket: NodeSocket): NodeChannel {
  // What comes back says nothing: a node that does not answer is noticed by its missing heartbeats.
  const ignored = () => undefined;
  return {
    workAvailable: () => socket.emit('work-available', {}, ignored),
    cancel: ({ runId, attempt }, { graceful } = { graceful: false }) =>
      socket.emit('cancel', { runId, attempt, graceful }, ignored),
    disconnect: () => socket.disconnect(true),
  };
}

function serveViewers(
  namespace: Namespace<ViewerToCoordinatorEvents, CoordinatorToViewerEvents>,
  surroundings: SocketSurroundings,
  viewers: Set<Viewer>,
): void {
  const { authentication, control, inFlight, log, metrics } = surroundings;
  namespace.use((socket, next) => {
    next(refusal(() => admitViewer(socket.handshake, authentication), metrics));
  });
  namespace.on('connection', (socket: ViewerSocket) => {
    const viewer = new Viewer(surroundings, async (frame) => {
      try {
        await socket.timeout(TIMINGS.acknowledgeMilliseconds).emitWithAck('frame', frame);
      } catch (error) {
        socket.disconnect(true);
        throw error;
      }
    });
    viewers.add(viewer);
    const role = admitViewer(socket.handshake, authentication);
    endWithToken(socket, authentication);
    const budget = new MessageBudget(WATCHES, WATCHES_MILLISECONDS, performance.now());
    socket.on('disconnect', () => {
      viewer.close();
      viewers.delete(viewer);
    });
    answerEvents(
      socket,
      viewerEvents,
      {
        watch: async ({ experimentId }) => ({ ...(await viewer.watch(experimentId)), role }),
        control: async (order) => {
          if (role !== 'operator') {
            throw new RefusedError('forbidden', messages.roleForbidden(role, 'operator'));
          }
          return control.carryOut(order);
        },
      },
      { inFlight, log, metrics, budget },
    );
  });
}

/** The connection lasts as long as the token it was opened with. */
function endWithToken(
  socket: Pick<Socket, 'handshake' | 'on' | 'disconnect'>,
  authentication: Authentication,
): void {
  const release = authentication.whileValid(String(socket.handshake.auth['token']), () =>
    socket.disconnect(true),
  );
  socket.on('disconnect', release);
}

function refusal(admit: () => unknown, metrics: SocketMetrics): Error | undefined {
  try {
    admit();
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) metrics.refused(error.code);
    return connectError(error);
  }
}

/** socket.io hands `data` to the other end's `connect_error`. */
function connectError(error: unknown): Error {
  const refused = error instanceof RefusedError ? error : new RefusedError('internal', messages.internal());
  return Object.assign(new Error(refused.message), { data: refused.toWire() });
}
