import { resultsQuerySchema, runIdSchema, runResultQuerySchema } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { RefusedError } from '../errors.ts';
import { readExperimentSpecification } from '../experiments/read-detail.ts';
import { messages } from '../messages.ts';
import { readableResult, readResult } from '../results/read-results.ts';
import { begun, resultFormats } from '../results/result-formats.ts';
import type { ApiSurroundings } from './api.ts';
import { parsed } from './parsed.ts';

interface ById {
  Params: { id: string };
}

/** Hands out results: of an experiment in several formats, of one run as JSON or as the bytes that were sent. */
export function resultRoutes(api: FastifyInstance, { service, database }: ApiSurroundings): void {
  // Finding out what a HEAD request would be told takes the whole work.
  const options = { exposeHeadRoute: false };
  api.get<ById>('/experiments/:id/results', options, async ({ params: { id }, query }, reply) => {
    const { format } = parsed(resultsQuerySchema, query);
    const experiment = service.find(id);
    const specification = (await readExperimentSpecification(database, id)) ?? {};
    const file = resultFormats[format];
    const pieces = await begun(file.write({ database, experiment, specification }));
    if (format !== 'json') {
      void reply.header('content-disposition', `attachment; filename="${experiment.id}.${format}"`);
    }
    return reply.type(file.mediaType).send(Readable.from(pieces, { objectMode: false }));
  });

  api.get<ById>('/runs/:id/result', async (request, reply) => {
    const id = runIdSchema.safeParse(request.params.id);
    const { format } = parsed(runResultQuerySchema, request.query);
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
