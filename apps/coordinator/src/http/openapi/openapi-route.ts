import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './document.ts';

/** The description of the HTTP interface, for people and for generators of clients. */
export function openApiRoute(api: FastifyInstance): void {
  let document: string | undefined;
  api.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(openApiDocument());
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
