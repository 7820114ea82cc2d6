import { io, type Socket } from 'socket.io-client';
import { wireErrorSchema, type WireError } from '@crossover/protocol';
import { until } from '../../until.ts';

/** How a connection ended: socket.io's reason, and WebSocket's code where there is one. */
export interface ConnectionEnd {
  readonly reason: string;
  readonly code: number | undefined;
}

/** What became of an attempt to connect. */
export type Attempted =
  | { readonly socket: Socket; readonly end: () => ConnectionEnd | undefined }
  /** `refusal` is undefined when the refusal said nothing that the protocol knows. */
  | { readonly socket: undefined; readonly refusal: WireError | undefined; readonly reason: string };

/** Tries to open a socket, as raw as a check wants it. */
export async function connectRaw(
  url: string,
  namespace: string,
  auth: object,
  { headers = {}, milliseconds }: { headers?: Record<string, string>; milliseconds: number },
): Promise<Attempted> {
  const socket = io(new URL(namespace, url).href, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    timeout: milliseconds,
  });
  let end: ConnectionEnd | undefined;
  socket.on('disconnect', (reason, details) => {
    const context = details !== undefined && 'context' in details ? details.context : undefined;
    end = { reason, code: (context as { code?: number } | undefined)?.code };
  });
  let failure: Error | undefined;
  socket.on('connect_error', (error) => (failure = error));
  await until(() => socket.connected || failure !== undefined, milliseconds);
  if (socket.connected) return { socket, end: () => end };
  socket.close();
  const { data } = wireErrorSchema.safeParse((failure as { data?: unknown } | undefined)?.data);
  return { socket: undefined, refusal: data, reason: failure?.message ?? 'nothing came back' };
}
