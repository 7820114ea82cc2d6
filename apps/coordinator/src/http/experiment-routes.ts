import { findPreset, presetNames } from '@crossover/experiments';
import {
  experimentQuerySchema,
  experimentsQuerySchema,
  failuresQuerySchema,
  runsQuerySchema,
  submitRequestSchema,
  type ExperimentDetail,
} from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { presetSpecification } from '../experiments/plan-experiment.ts';
import { readExperimentSpecification, readRunPage } from '../experiments/read-detail.ts';
import { readFailures } from '../experiments/read-failures.ts';
import { readRuns } from '../experiments/read-runs.ts';
import type { ApiSurroundings } from './api.ts';
import { parsed } from './parsed.ts';

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

  api.get('/experiments', ({ query }) => {
    const { state, name = '', offset, limit } = parsed(experimentsQuerySchema, query);
    const text = name.toLowerCase();
    const wanted = service
      .list()
      .filter((each) => each.name.toLowerCase().includes(text) && (state ?? each.state) === each.state);
    const end = limit === undefined ? undefined : offset + limit;
    return { experiments: wanted.slice(offset, end), total: wanted.length };
  });

  api.post('/experiments', operator, async (request, reply) => {
    const body = parsed(submitRequestSchema, request.body);
    const input = 'preset' in body ? presetSpecification(body.preset) : body.specification;
    const { priority, verify } = body;
    return reply.code(201).send(await service.submit(input, { priority, verify }));
  });

  api.get<ById>('/experiments/:id', async ({ params: { id }, query }): Promise<ExperimentDetail> => {
    const { offset } = parsed(experimentQuerySchema, query);
    const summary = service.find(id);
    const specification = (await readExperimentSpecification(database, id)) ?? {};
    const { runs, points, next } = await readRunPage(database, id, offset);
    return { summary, specification, runs, points, runsToFollow: Math.max(0, summary.runs.total - next) };
  });

  api.get<ById>('/experiments/:id/runs', ({ params: { id }, query }) =>
    readRuns(database, service.find(id).id, parsed(runsQuerySchema, query)),
  );

  api.get<ById>('/experiments/:id/failures', ({ params: { id }, query }) =>
    readFailures(database, service.find(id).id, parsed(failuresQuerySchema, query)),
  );

  api.get('/nodes', () => ({ nodes: surroundings.nodes() }));

  api.get('/nodes/token', operator, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ token: surroundings.nodeToken() }),
  );
}
