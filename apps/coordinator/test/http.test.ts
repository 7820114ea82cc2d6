import {
  errorResponseSchema,
  experimentResponseSchema,
  experimentsResponseSchema,
  healthResponseSchema,
  nodesResponseSchema,
  presetsResponseSchema,
  resultsResponseSchema,
  runResultResponseSchema,
  submitResponseSchema,
} from '@crossover/protocol';
import { decodeRunResult, runSpecificationSchema, presetNames } from '@crossover/experiments';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { call as callAt, type CallOptions } from './support/http.ts';
import { tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('HTTP', () => {
  let place: Place;
  let coordinator: Coordinator;
  let pages: string;

  beforeAll(async () => {
    place = await embeddedPlace();
    pages = mkdtempSync(join(tmpdir(), 'crossover-pages-'));
    writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Crossover</title>');
    coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      dashboardFolder: pages,
    });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
    rmSync(pages, { recursive: true });
  });

  const call = (path: string, options?: CallOptions) => callAt(coordinator, path, options);
  const submit = (specification: unknown) =>
    call('/api/experiments', {
      method: 'POST',
      token: coordinator.tokens.operator,
      body: { specification },
    });
  const errorOf = async (response: Response) => {
    const { error } = errorResponseSchema.parse(await response.json());
    return { status: response.status, ...error };
  };

  it('says that it is alive, to anybody', async () => {
    const response = await call('/health', { token: null });
    expect(healthResponseSchema.parse(await response.json())).toMatchObject({
      status: 'ok',
      store: 'embedded',
    });
  });

  it('lets roles do what is theirs, and nobody without a token', async () => {
    const { viewer, operator, node } = coordinator.tokens;
    expect(await errorOf(await call('/api/experiments', { token: null }))).toMatchObject({
      status: 401,
      code: 'unauthorized',
    });
    expect(await errorOf(await call('/api/experiments', { token: 'x'.repeat(32) }))).toMatchObject({
      status: 401,
    });
    expect(await errorOf(await call('/api/experiments', { token: node }))).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    const body = { specification: tinyExperiment(1) };
    expect(
      await errorOf(await call('/api/experiments', { method: 'POST', token: viewer, body })),
    ).toMatchObject({
      status: 403,
    });
    for (const token of [viewer, operator]) {
      expect((await call('/api/experiments', { token })).status).toBe(200);
    }
  });

  it('lists presets, and takes one by its name', async () => {
    const { presets } = presetsResponseSchema.parse(await (await call('/api/presets')).json());
    expect(presets.map(({ name }) => name)).toEqual(presetNames);
    expect(presetNames).toContain('paper/fig7');
    const response = await call('/api/experiments', {
      method: 'POST',
      token: coordinator.tokens.operator,
      body: { preset: 'paper/fig7' },
    });
    expect(response.status).toBe(201);
    const { experiment } = submitResponseSchema.parse(await response.json());
    expect(experiment).toMatchObject({ name: 'paper/fig7', state: 'queued' });
    expect(experiment.id).toMatch(/^paper-fig7-[0-9a-f]{8}$/);
    const remove = { method: 'DELETE', token: coordinator.tokens.operator };
    expect((await call(`/api/experiments/${experiment.id}`, remove)).status).toBe(204);
    const unknown = { method: 'POST', token: coordinator.tokens.operator, body: { preset: 'nothing' } };
    expect(await errorOf(await call('/api/experiments', unknown))).toMatchObject({
      status: 404,
      code: 'unknown-preset',
    });
  });

  it('says what is impossible about an experiment, and where', async () => {
    const part = tinyExperiment(1).parts[0];
    const withBase = (changes: object, others: object = {}) => ({
      name: 'impossible',
      parts: [{ ...part, base: { ...part.base, ...changes }, ...others }],
    });
    const square = (value: number) => [
      [value, 0],
      [0, value],
    ];
    const tooLarge = { widthPrefactor: 400, inputDimension: 1000, observables: 'overlaps' };
    const impossible: Record<string, [object, RegExp]> = {
      'a negative width': [withBase({ widthPrefactor: -8 }), /width/],
      'theory in the red region': [
        withBase({ delta: -0.6 }, { theory: ['limit'] }),
        /no deterministic limit|ODE/,
      ],
      'the projected engine with d < p + k': [
        withBase({ inputDimension: 3, engine: 'projected' }),
        /projected|direct/,
      ],
      'a covariance that is none': [
        withBase({ initial: { kind: 'explicit', Q: square(1), M: square(9), P: square(1) } }),
        /eigenvalue/,
      ],
      'an unknown field': [withBase({}, { colour: 'red' }), /colour/],
      'a result too large to send': [withBase({ ...tooLarge, times: { tMax: 1, points: 30 } }), /MiB|bytes/],
      'no parts': [{ name: 'impossible', parts: [] }, /parts/],
      'something else altogether': [{ rm: '-rf' }, /name|parts/],
    };
    for (const [what, [specification, says]] of Object.entries(impossible)) {
      const { details = [], ...error } = await errorOf(await submit(specification));
      expect(error, what).toMatchObject({ status: 422, code: 'invalid-specification' });
      const told = [error.message, ...details.flatMap(({ path, message }) => [path, message])].join('\n');
      expect(told, what).toMatch(says);
    }
    expect(coordinator.experiments().filter(({ name }) => name === 'impossible')).toEqual([]);
  });

  it('hands out results as JSON, as CSV and as the bytes that were sent', async () => {
    const { experiment } = submitResponseSchema.parse(
      await (await submit(tinyExperiment(31, { theory: true, overlaps: true }))).json(),
    );
    const none = await call(`/api/experiments/${experiment.id}/results?format=json`);
    expect(resultsResponseSchema.parse(await none.json()).runs).toEqual([]);
    const waiting = experimentResponseSchema.parse(
      await (await call(`/api/experiments/${experiment.id}`)).json(),
    );
    expect(await errorOf(await call(`/api/runs/${waiting.runs[0].id}/result`))).toMatchObject({
      status: 409,
      code: 'no-result',
    });
    const node = await connectNode(coordinator, 'worker');
    await workOff(node);
    node.close();

    const json = await (await call(`/api/experiments/${experiment.id}/results`)).json();
    const { runs } = resultsResponseSchema.parse(json);
    expect(runs).toHaveLength(3);
    const [first] = runs;
    expect(first.overlaps).toHaveLength(first.times.length);
    expect(first.overlaps![0].Q).toHaveLength(2);

    const csv = await (await call(`/api/experiments/${experiment.id}/results?format=csv`)).text();
    const [header, ...rows] = csv
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows).toHaveLength(3 * first.times.length);
    const column = (name: string) => header.indexOf(name);
    for (const row of rows) expect(row).toHaveLength(header.length);
    const own = rows.filter((row) => row[column('run')] === first.id);
    expect(own.map((row) => Number(row[column('t')]))).toEqual(first.times);
    expect(own.map((row) => Number(row[column('risk')]))).toEqual(first.risk);
    expect(own.at(-1)![column('step')]).toBe('100');

    const one = await (await call(`/api/runs/${first.id}/result`)).json();
    expect(runResultResponseSchema.parse(one)).toEqual(first);
    const binary = await call(`/api/runs/${first.id}/result?format=binary`);
    const bytes = new Uint8Array(await binary.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(binary.headers.get('x-crossover-digest'));
    const specification = runSpecificationSchema.parse(first.specification);
    expect(decodeRunResult(specification, bytes).points.count).toBe(first.times.length);
    expect(await errorOf(await call(`/api/experiments/${experiment.id}/results?format=xls`))).toMatchObject({
      status: 400,
    });
  });

  it('answers what it does not know or take with an error of the same form', async () => {
    const operator = { method: 'POST', token: coordinator.tokens.operator };
    expect(await errorOf(await call('/api/nothing'))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await errorOf(await call('/nothing'))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await errorOf(await call('/api/experiments/none'))).toMatchObject({ code: 'unknown-experiment' });
    expect(await errorOf(await call('/api/experiments/none/cancel', operator))).toMatchObject({
      status: 404,
    });
    expect(await errorOf(await call('/api/experiments/none/results'))).toMatchObject({ status: 404 });
    expect(await errorOf(await call(`/api/runs/${'0'.repeat(64)}/result`))).toMatchObject({
      code: 'unknown-run',
    });
    expect(
      await errorOf(await call(`/api/runs/${encodeURIComponent("'; DROP TABLE runs")}/result`)),
    ).toMatchObject({ status: 404 });
    const post = (body: string) => call('/api/experiments', { ...operator, body });
    expect(await errorOf(await post('{"half":'))).toMatchObject({ status: 400, code: 'invalid-message' });
    expect(await errorOf(await post('[]'))).toMatchObject({ status: 400, code: 'invalid-message' });
    expect(await errorOf(await post('{"__proto__": {}}'))).toMatchObject({ status: 400 });
    expect(await errorOf(await post(`"${'x'.repeat(5_000_000)}"`))).toMatchObject({
      status: 413,
      code: 'message-too-large',
    });
    expect(await errorOf(await call('/api/experiments?offset=x', { method: 'PUT' }))).toMatchObject({
      status: 404,
    });
  });

  it('answers what it cannot read with an error of the same form', async () => {
    const unreadable = { status: 400, code: 'invalid-message' };
    expect(await errorOf(await call('/%'))).toMatchObject(unreadable);
    expect(
      await errorOf(await call(`/api/experiments/${'x'.repeat(200)}/pause`, { method: 'POST' })),
    ).toMatchObject(unreadable);
    const answerTo = async (bytes: string) => {
      const socket = connect(coordinator.port, '127.0.0.1');
      socket.write(bytes);
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      return { status: Number(head.split(' ')[1]), ...errorResponseSchema.parse(JSON.parse(body)).error };
    };
    // Of a method that no route has.
    expect(await answerTo('PATCH /% HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')).toMatchObject(
      {
        status: 404,
        code: 'not-found',
      },
    );
    expect(await answerTo('BREW / HTTP/1.1\r\n\r\n')).toMatchObject(unreadable);
    const long = `GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await answerTo(long)).toMatchObject({ status: 431, code: 'message-too-large' });
  });

  it('takes titles that the database could not hold, and looks for no id that it could not', async () => {
    const odd = { ...tinyExperiment(35), title: 'half \ud800, none \0', question: '\0?' };
    const { experiment } = submitResponseSchema.parse(await (await submit(odd)).json());
    expect(experiment).toMatchObject({ title: 'half \ufffd, none \ufffd', question: '\ufffd?' });
    await call(`/api/experiments/${experiment.id}`, { method: 'DELETE', token: coordinator.tokens.operator });
    for (const what of ['', '/runs', '/failures', '/results', '/events']) {
      expect(await errorOf(await call(`/api/experiments/a%00${what}`)), what).toMatchObject({
        status: 404,
        code: 'unknown-experiment',
      });
    }
  });

  it('lists experiments and nodes', async () => {
    const { experiments } = experimentsResponseSchema.parse(await (await call('/api/experiments')).json());
    expect(experiments).toEqual(coordinator.experiments());
    const { nodes } = nodesResponseSchema.parse(await (await call('/api/nodes')).json());
    expect(nodes.map(({ id, connected }) => [id, connected])).toEqual([['worker', false]]);
  });

  it('serves the dashboard under every address of its own, with strict headers', async () => {
    for (const path of ['/', '/experiments/tiny-1']) {
      const response = await call(path, { token: null, headers: { accept: 'text/html' } });
      expect(await response.text()).toContain('<title>Crossover</title>');
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await call('/../tokens.json', { token: null })).status).toBe(404);
    expect((await call('/..%2f..%2fetc%2fpasswd', { token: null })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('HTTP limits', () => {
  it('refuse a client that asks too often, and tell it when to come back', async () => {
    const place = await embeddedPlace();
    const coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      requestsPerMinute: 20,
    });
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${coordinator.url}/health`)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(errorResponseSchema.parse(await refused[0].json()).error.code).toBe('rate-limited');
    expect(Number(refused[0].headers.get('retry-after'))).toBeGreaterThan(0);
    await coordinator.close();
    await place.remove();
  });
});
