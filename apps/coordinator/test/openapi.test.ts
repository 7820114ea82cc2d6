import { Validator } from '@seriousme/openapi-schema-validator';
import { submitResponseSchema } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { DocumentedAnswers, type OpenApi } from './support/documented-answers.ts';
import { call, type CallOptions } from './support/http.ts';
import { eventually, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('the OpenAPI document', () => {
  let place: Place;
  let coordinator: Coordinator;
  let answers: DocumentedAnswers;
  const registered: string[] = [];

  beforeAll(async () => {
    place = await embeddedPlace();
    const listen = (message: unknown) => {
      const { fastify } = message as { fastify: FastifyInstance };
      fastify.addHook('onRoute', ({ method, url }) => {
        for (const each of [method].flat()) registered.push(`${each} ${url}`);
      });
    };
    subscribe('fastify.initialization', listen);
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    unsubscribe('fastify.initialization', listen);
    const response = await call(coordinator, '/api/openapi.json');
    answers = new DocumentedAnswers((await response.json()) as OpenApi);
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  it('is valid', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(answers.document) });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(answers.document.openapi).toBe('3.1.0');
  });

  it('describes every route that is served, and no other', () => {
    const served = registered
      .filter((route) => !route.startsWith('HEAD '))
      .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
    expect(answers.routes().sort()).toEqual(served.sort());
  });

  it('has examples that are what its schemas say', () => {
    expect(answers.exampleFaults()).toEqual([]);
  });

  it('refuses an answer that is not as it says', async () => {
    const response = await call(coordinator, '/health', { token: null });
    const health = (await response.json()) as object;
    const altered = (body: object) => answers.check('GET', '/health', Response.json(body));
    expect(await altered(health)).toEqual([]);
    expect(await altered({ ...health, status: 'fine' })).toHaveLength(1);
    expect(await altered({ ...health, more: 1 })).toHaveLength(1);
    expect(await answers.check('GET', '/nothing', response)).toEqual(['GET /nothing is not documented']);
  });

  it('is kept by every answer, good or bad', async () => {
    const { operator, viewer } = coordinator.tokens;
    const faults: string[] = [];
    const ask = async (method: string, path: string, options: CallOptions = {}): Promise<Response> => {
      const response = await call(coordinator, path, { method, token: operator, ...options });
      faults.push(...(await answers.check(method, path, response)));
      return response;
    };
    const body = { specification: tinyExperiment(71, { theory: true, overlaps: true }) };
    expect((await ask('POST', '/api/plan', { body })).status).toBe(200);
    const submitted = await ask('POST', '/api/experiments', { body });
    const { experiment } = submitResponseSchema.parse(await submitted.json());
    const own = `/api/experiments/${experiment.id}`;
    const node = await connectNode(coordinator, 'documented');
    const [lease] = (await node.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = lease;
    const error = { name: 'Error', message: 'once' };
    await node.tell('fail', { runId, attempt, error, retryable: false });
    await workOff(node);
    const nodeWords = await call(coordinator, `${own}/runs?state=finished`);
    const { runs } = (await nodeWords.json()) as { runs: { id: string }[] };
    expect(runs).toHaveLength(2);

    for (const path of ['/health', '/ready', '/metrics', '/api/openapi.json', '/api/presets', '/api/nodes']) {
      expect((await ask('GET', path)).status, path).toBe(200);
    }
    for (const path of [own, `${own}/runs?state=failed`, `${own}/failures`, '/api/experiments?limit=1']) {
      expect((await ask('GET', path)).status, path).toBe(200);
    }
    for (const format of ['json', 'csv', 'npz', 'parquet'])
      await ask('GET', `${own}/results?format=${format}`);
    for (const format of ['json', 'binary'])
      await ask('GET', `/api/runs/${runs[0].id}/result?format=${format}`);
    for (const path of ['/api/events', `${own}/events`]) await (await ask('GET', path)).body?.cancel();
    await ask('GET', '/api/nodes/token');
    await (await ask('GET', '/api/backup')).body?.cancel();
    await control(ask, own, node.id);

    await ask('GET', '/api/experiments', { token: null });
    await ask('GET', '/metrics', { token: 'x'.repeat(32) });
    await ask('POST', '/api/experiments', { token: viewer, body });
    await ask('POST', '/api/experiments', { body: {} });
    await ask('POST', '/api/experiments', { body: { preset: 'nothing' } });
    await ask('POST', '/api/experiments', { body: { specification: {} } });
    await ask('POST', '/api/experiments', { body: 'x'.repeat(5_000_000) });
    for (const path of ['/api/experiments/none', '/api/experiments/none/events', `${own}/runs?state=odd`]) {
      await ask('GET', path);
    }
    await ask('GET', `/api/runs/${'0'.repeat(64)}/result`);
    expect((await ask('DELETE', own)).status).toBe(204);
    node.close();

    expect(faults).toEqual([]);
    const unseen = answers.goodAnswers().filter((answer) => !answers.seen.has(answer));
    expect(unseen).toEqual([]);
    await eventually(() => coordinator.experiments().length === 0, 'the experiment is gone');
  });
});

type Ask = (method: string, path: string, options?: CallOptions) => Promise<Response>;

/** Every verb once. */
async function control(ask: Ask, experiment: string, node: string): Promise<void> {
  await ask('POST', `${experiment}/priority`, { body: { priority: 'high' } });
  for (const verb of ['retry', 'pause', 'resume', 'cancel']) await ask('POST', `${experiment}/${verb}`);
  for (const verb of ['drain', 'undrain', 'release']) await ask('POST', `/api/nodes/${node}/${verb}`);
}
