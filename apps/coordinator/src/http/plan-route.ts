import { runIdentity } from '@crossover/experiments';
import { submitRequestSchema, type PlanResponse } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { refuseInvalid } from '../errors.ts';
import { planExperiment, presetSpecification } from '../experiments/plan-experiment.ts';
import { readFinishedRuns } from '../results/read-results.ts';
import { messages } from '../messages.ts';
import type { ApiSurroundings } from './api.ts';

/** What of an experiment is finished already, before it is submitted: the rest is what it will take. Nothing is started. */
export function planRoute(api: FastifyInstance, { database }: ApiSurroundings): void {
  api.post('/plan', async ({ body }): Promise<PlanResponse> => {
    const parsed = submitRequestSchema.safeParse(body);
    if (!parsed.success) throw refuseInvalid(parsed.error, messages.invalidRequest());
    const input =
      'preset' in parsed.data ? presetSpecification(parsed.data.preset) : parsed.data.specification;
    const runs = planExperiment(input).runs.map(runIdentity);
    return { runs: runs.length, finished: await readFinishedRuns(database, runs) };
  });
}
