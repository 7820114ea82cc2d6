import type { NodeSummary } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import type { Readable } from 'node:stream';
import type { Control } from '../control/control.ts';
import type { ExperimentService } from '../experiments/experiment-service.ts';
import type { StoreSchema } from '../store/schema.ts';
import { backupRoute } from './backup-route.ts';
import type { Authentication } from './authentication.ts';
import { eventRoutes } from './events/event-routes.ts';
import type { EventStreams } from './events/event-streams.ts';
import { controlRoutes } from './control-routes.ts';
import { experimentRoutes } from './experiment-routes.ts';
import { openApiRoute } from './openapi/openapi-route.ts';
import { planRoute } from './plan-route.ts';
import { resultRoutes } from './result-routes.ts';

export interface ApiSurroundings {
  readonly service: ExperimentService;
  readonly control: Control;
  readonly database: Kysely<StoreSchema>;
  readonly authentication: Authentication;
  readonly streams: EventStreams;
  nodes(): NodeSummary[];
  /** All that the store holds, as a stream of bytes. */
  backUp(): Promise<Readable>;
  /** What further nodes join with; only operators are told. */
  nodeToken(): string;
}

/** Everything under /api: for holders of a viewer's or an operator's token. */
export async function serveApi(server: FastifyInstance, surroundings: ApiSurroundings): Promise<void> {
  await server.register(
    (api, _options, done) => {
      api.addHook('onRequest', surroundings.authentication.require('viewer', 'operator'));
      experimentRoutes(api, surroundings);
      controlRoutes(api, surroundings);
      openApiRoute(api);
      eventRoutes(api, surroundings.streams, surroundings.authentication);
      planRoute(api, surroundings);
      resultRoutes(api, surroundings);
      backupRoute(api, surroundings);
      done();
    },
    { prefix: '/api' },
  );
}
