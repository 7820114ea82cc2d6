import {
  NAMESPACES,
  PROTOCOL_VERSION,
  TIMINGS,
  nodeEvents,
  wireErrorSchema,
  type AnswerOf,
  type CoordinatorToNodeEvents,
  type MessageOf,
  type NodeHandshake,
  type NodeToCoordinatorEvents,
} from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';
import { ConnectionLostError, ConnectionRefusedError, MessageRefusedError } from '../errors.ts';
import * as messages from '../messages.ts';

export type NodeSocket = Socket<CoordinatorToNodeEvents, NodeToCoordinatorEvents>;

type NodeEventName = keyof typeof nodeEvents;
type GoodAnswer<Name extends NodeEventName> = Extract<AnswerOf<typeof nodeEvents, Name>, { ok: true }>;

/** Refusals that no repetition cures: the person who started the node has to change something. */
const finalRefusals: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden',
  'origin-not-allowed',
  'protocol-version',
  'numerics-version',
  'invalid-message',
]);

/** @param handshake looked at when it connects: its token may have been replaced since the socket was made */
export function connectToCoordinator(
  coordinatorUrl: string,
  handshake: Omit<NodeHandshake, 'protocolVersion'>,
): NodeSocket {
  return io(new URL(NAMESPACES.nodes, coordinatorUrl).href, {
    transports: ['websocket'],
    auth: (send) => send({ ...handshake, protocolVersion: PROTOCOL_VERSION } satisfies NodeHandshake),
    forceNew: true,
    autoConnect: false,
    reconnection: false,
    timeout: TIMINGS.connectMilliseconds,
  });
}

/** What a failed attempt to connect means: final (an error to show and give up) or passing (null). */
export function finalRefusal(error: Error, coordinatorUrl: string): ConnectionRefusedError | null {
  const { data, success } = wireErrorSchema.safeParse((error as { data?: unknown }).data);
  if (!success || !finalRefusals.has(data.code)) return null;
  return new ConnectionRefusedError(data.code, coordinatorUrl, data.message);
}

/**
 * Sends one message and waits for its acknowledgement.
 *
 * @throws ConnectionLostError when the connection breaks or nothing comes back in time
 * @throws MessageRefusedError when the coordinator says no, or something the protocol does not know
 */
export async function request<Name extends NodeEventName>(
  socket: NodeSocket,
  event: Name,
  message: MessageOf<typeof nodeEvents, Name>,
): Promise<GoodAnswer<Name>> {
  // socket.io would keep the message and send it before the next hello; this node repeats things itself.
  if (!socket.connected) throw new ConnectionLostError(event);
  const reply = await acknowledged(socket, event, message);
  const parsed = nodeEvents[event].answer.safeParse(reply);
  if (!parsed.success) {
    throw new MessageRefusedError(event, 'internal', messages.answerNotUnderstood(parsed.error.message));
  }
  if (!parsed.data.ok)
    throw new MessageRefusedError(event, parsed.data.error.code, parsed.data.error.message);
  return parsed.data as GoodAnswer<Name>;
}

/** The event map ties each event to its message; a generic event name loses that tie, hence the plain socket. */
async function acknowledged(socket: NodeSocket, event: string, message: unknown): Promise<unknown> {
  const plain = socket as unknown as Socket;
  // One that socket.io has put aside, since by the wall clock the coordinator has been silent for too long, it would
  // keep beyond the end of the connection.
  const disconnected = Promise.withResolvers<never>();
  const onDisconnect = () => disconnected.reject(new ConnectionLostError(event));
  plain.once('disconnect', onDisconnect);
  try {
    const answer = plain.timeout(TIMINGS.acknowledgeMilliseconds).emitWithAck(event, message);
    return await Promise.race([answer, disconnected.promise]);
  } catch {
    throw new ConnectionLostError(event);
  } finally {
    plain.off('disconnect', onDisconnect);
  }
}
