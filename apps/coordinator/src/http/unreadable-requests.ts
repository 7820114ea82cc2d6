import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { statusOf } from './error-responses.ts';

/** Answers what the router cannot read, such as `/%`, before any hook or handler sees it. */
export function answerUnreadableAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const refused = new RefusedError('invalid-message', messages.addressUnreadable());
  void reply.code(statusOf(refused.code)).send({ error: refused.toWire() });
}

/** Answers what is no HTTP request, or does not become one in time, and ends its connection. */
export function answerUnreadableRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const { status, refused } = refusalOf(error.code);
    const body = JSON.stringify({ error: refused.toWire() });
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroy();
}

function refusalOf(code: string | undefined): { status: number; refused: RefusedError } {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, refused: new RefusedError('message-too-large', messages.headersTooLarge()) };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, refused: new RefusedError('invalid-message', messages.requestTooSlow()) };
  return { status: 400, refused: new RefusedError('invalid-message', messages.requestUnreadable()) };
}
