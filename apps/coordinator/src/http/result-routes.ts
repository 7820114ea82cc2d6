import { runIdSchema } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { RefusedError } from '../errors.ts';
import { exportCsv, exportJson } from '../experiments/export-results.ts';
import { readableResult, readResult, readResults } from '../experiments/read-results.ts';
import { messages } from '../messages.ts';
import type { ApiSurroundings } from './api.ts';

interface ResultRequest {
  Params: { id: string };
  Querystring: { format?: string };
}

/** Hands out results: of an experiment as JSON or CSV, of one run as JSON or as the bytes that were sent. */
export function resultRoutes(api: FastifyInstance, { service, database }: ApiSurroundings): void {
  api.get<ResultRequest>('/experiments/:id/results', (request, reply) => {
    const { id } = request.params;
    const format = String(request.query.format ?? 'json');
    const experiment = service.find(id);
    const results = readResults(database, id);
    if (format === 'json') {
      void reply.type('application/json; charset=utf-8');
      return reply.send(Readable.from(exportJson(experiment, results)));
    }
    if (format === 'csv') {
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.csv"`);
      return reply.send(Readable.from(exportCsv(results)));
    }
    throw new RefusedError('invalid-message', messages.unknownFormat(format, 'json, csv'));
  });

  api.get<ResultRequest>('/runs/:id/result', async (request, reply) => {
    const id = runIdSchema.safeParse(request.params.id);
    const format = String(request.query.format ?? 'json');
    if (format !== 'json' && format !== 'binary') {
      throw new RefusedError('invalid-message', messages.unknownFormat(format, 'json, binary'));
    }
    const result = id.success ? await readResult(database, id.data) : undefined;
    if (result === undefined) throw await whyNoResult(id.data);
    if (format === 'json') return readableResult(result);
    return reply
      .type('application/octet-stream')
      .header('x-crossover-digest', result.digest)
      .send(Buffer.from(result.data.buffer, result.data.byteOffset, result.data.byteLength));
  });

  async function whyNoResult(id: string | undefined): Promise<RefusedError> {
    const run =
      id === undefined
        ? undefined
        : await database.selectFrom('runs').select('state').where('id', '=', id).executeTakeFirst();
    return run === undefined
      ? new RefusedError('unknown-run', messages.unknownRun((id ?? '').slice(0, 64)))
      : new RefusedError('no-result', messages.noResult(run.state));
  }
}
