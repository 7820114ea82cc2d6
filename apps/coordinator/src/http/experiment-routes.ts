import { findPreset, presetNames } from '@crossover/experiments';
import { submitRequestSchema, type ExperimentDetail } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refuseInvalid } from '../errors.ts';
import { presetSpecification } from '../experiments/plan-experiment.ts';
import { readExperimentSpecification, readRunPage } from '../experiments/read-detail.ts';
import { messages } from '../messages.ts';
import type { ApiSurroundings } from './api.ts';

const offsetSchema = z.object({ offset: z.coerce.number().int().min(0).max(1e6).default(0) });

interface ById {
  Params: { id: string };
}

/** Lists, shows, takes in and steers experiments. */
export function experimentRoutes(api: FastifyInstance, surroundings: ApiSurroundings): void {
  const { service, database, authentication } = surroundings;
  const operator = { onRequest: authentication.require('operator') };

  api.get('/presets', () => ({
    presets: presetNames.flatMap((name) => {
      const specification = findPreset(name);
      if (specification === undefined) return [];
      const { title, question } = specification;
      return [{ name, title, question, specification }];
    }),
  }));

  api.get('/experiments', () => ({ experiments: service.list() }));

  api.post('/experiments', operator, async (request, reply) => {
    const parsed = submitRequestSchema.safeParse(request.body);
    if (!parsed.success) throw refuseInvalid(parsed.error, messages.invalidRequest());
    const input =
      'preset' in parsed.data ? presetSpecification(parsed.data.preset) : parsed.data.specification;
    return reply.code(201).send(await service.submit(input));
  });

  api.get<ById>('/experiments/:id', async ({ params: { id }, query }): Promise<ExperimentDetail> => {
    const parsed = offsetSchema.safeParse(query);
    if (!parsed.success) throw refuseInvalid(parsed.error, messages.invalidRequest());
    const summary = service.find(id);
    const specification = (await readExperimentSpecification(database, id)) ?? {};
    const { runs, points, next } = await readRunPage(database, id, parsed.data.offset);
    return { summary, specification, runs, points, runsToFollow: Math.max(0, summary.runs.total - next) };
  });

  api.post<ById>('/experiments/:id/cancel', operator, async ({ params: { id } }) => ({
    experiment: await service.cancel(id),
  }));

  api.post<ById>('/experiments/:id/resume', operator, async ({ params: { id } }) => ({
    experiment: await service.resume(id),
  }));

  api.delete<ById>('/experiments/:id', operator, async ({ params: { id } }, reply) => {
    await service.remove(id);
    return reply.code(204).send();
  });

  api.get('/nodes', () => ({ nodes: surroundings.nodes() }));

  api.get('/nodes/token', operator, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ token: surroundings.nodeToken }),
  );
}
