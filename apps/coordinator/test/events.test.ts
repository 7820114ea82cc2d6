import { errorResponseSchema, frameSchema, TIMINGS, watchedStateSchema } from '@crossover/protocol';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../src/http/events/event-stream.ts';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { EventReader } from './support/event-reader.ts';
import { call } from './support/http.ts';
import { eventually, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('server-sent events', () => {
  let place: Place;
  let coordinator: Coordinator;

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const watch = async (path: string, headers = {}) => {
    const response = await call(coordinator, path, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-store');
    return new EventReader(response);
  };
  const viewers = async () => {
    const text = await (await call(coordinator, '/metrics')).text();
    return Number(/crossover_viewers\{transport="events"\} (\d+)/.exec(text)?.[1]);
  };

  it('tell how an experiment stands, then what changes, to its end', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(81, { replicas: 3 }));
    const reader = await watch(`/api/experiments/${experiment.id}/events`);
    const state = watchedStateSchema.parse((await reader.next())?.data);
    expect(reader.retries).toEqual([2000]);
    expect(state.detail?.runs).toHaveLength(3);
    const node = await connectNode(coordinator, 'watched');
    await workOff(node);
    const frames = (
      await reader.until(({ data }) =>
        frameSchema.parse(data).experiments.some(({ state: now }) => now === 'finished'),
      )
    ).map(({ name, id, data }) => ({ name, id, frame: frameSchema.parse(data) }));
    expect(frames.every(({ name }) => name === 'frame')).toBe(true);
    expect(frames.map(({ id }) => Number(id))).toEqual(frames.map((_, index) => index + 1));
    const finished = frames
      .flatMap(({ frame }) => frame.runs ?? [])
      .filter((run) => run.state === 'finished');
    expect(new Set(finished.map(({ id }) => id)).size).toBe(3);
    const curves = new Map(
      frames.flatMap(({ frame }) => frame.points ?? []).map((curve) => [curve.runId, curve]),
    );
    expect([...curves.values()].map(({ risk }) => risk.length)).toEqual([9, 9, 9]);
    node.close();
    await reader.close();
  });

  it('of the list tell of all experiments and nodes, and begin anew whatever was read before', async () => {
    const first = await watch('/api/events');
    const second = await watch('/api/events', { 'last-event-id': '12345' });
    for (const reader of [first, second]) {
      const { name, id, data } = (await reader.next())!;
      expect([name, id]).toEqual(['state', '0']);
      const state = watchedStateSchema.parse(data);
      expect(state.experiments).toEqual(coordinator.experiments());
      expect(state.detail).toBeUndefined();
    }
    expect(await viewers()).toBe(2);
    await first.close();
    await second.close();
    await eventually(async () => (await viewers()) === 0, 'readers that have gone are forgotten');
  });

  it('end when the experiment is removed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(82));
    const reader = await watch(`/api/experiments/${experiment.id}/events`);
    await reader.next();
    const own = `/api/experiments/${experiment.id}`;
    await call(coordinator, own, { method: 'DELETE', token: coordinator.tokens.operator });
    const events = await reader.until(({ data }) => frameSchema.parse(data).removed.length > 0);
    expect(frameSchema.parse(events.at(-1)!.data).removed).toEqual([experiment.id]);
    expect(await reader.next()).toBeUndefined();
  });

  it('are refused without a token, for what there is not, and beyond their number', async () => {
    const refusal = async (response: Response) => ({
      status: response.status,
      code: errorResponseSchema.parse(await response.json()).error.code,
    });
    expect(await refusal(await call(coordinator, '/api/events', { token: null }))).toEqual({
      status: 401,
      code: 'unauthorized',
    });
    const inAddress = `/api/events?token=${coordinator.tokens.viewer}`;
    expect((await call(coordinator, inAddress, { token: null })).status).toBe(401);
    expect(await refusal(await call(coordinator, '/api/experiments/none/events'))).toEqual({
      status: 404,
      code: 'unknown-experiment',
    });
    expect((await call(coordinator, '/api/events', { method: 'HEAD' })).status).toBe(404);

    const readers = await Promise.all(Array.from({ length: 32 }, () => watch('/api/events')));
    expect(await refusal(await call(coordinator, '/api/events'))).toEqual({
      status: 429,
      code: 'rate-limited',
    });
    await readers[0].close();
    const again = await eventually(async () => {
      const response = await call(coordinator, '/api/events');
      if (response.status === 200) return response;
      await response.body?.cancel();
      return undefined;
    }, 'there is room again');
    await again.body?.cancel();
    await Promise.all(readers.map((reader) => reader.close()));
  });

  it('put together what changes within a moment', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(83, { replicas: 16 }));
    const reader = await watch(`/api/experiments/${experiment.id}/events`);
    await reader.next();
    const startedAt = performance.now();
    const node = await connectNode(coordinator, 'busy');
    await workOff(node, 20);
    node.close();
    const frames = (
      await reader.until(({ data }) =>
        frameSchema
          .parse(data)
          .experiments.some(({ id, state }) => id === experiment.id && state === 'finished'),
      )
    ).map(({ data }) => frameSchema.parse(data));
    const elapsed = performance.now() - startedAt;
    const updates = new Map(frames.flatMap(({ runs = [] }) => runs).map((run) => [run.id, run.state]));
    expect([...updates.values()]).toEqual(Array.from({ length: 16 }, () => 'finished'));
    expect(frames.length).toBeLessThanOrEqual(elapsed / TIMINGS.frameMilliseconds + 1);
    await reader.close();
  });
});

describe('an event stream', () => {
  it('does not take the next event before its reader has taken the last', async () => {
    const stream = new EventStream(60_000, () => undefined);
    const large = { text: 'x'.repeat(100_000) };
    let sent = 0;
    const sending = (async () => {
      for (let id = 1; id <= 3; id++) {
        await stream.send('frame', id, large);
        sent += 1;
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBe(0);
    stream.body.resume();
    await sending;
    stream.end();
  });

  it('shows that it is there while nothing happens', async () => {
    const stream = new EventStream(5, () => undefined);
    let text = '';
    stream.body.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    await eventually(() => text.includes(':\n\n:\n\n'), 'comments come');
    stream.end();
    await once(stream.body, 'end');
  });

  it('that its reader has left refuses further events', async () => {
    let ended = 0;
    const stream = new EventStream(60_000, () => (ended += 1));
    const waiting = stream.send('frame', 1, { text: 'x'.repeat(100_000) });
    stream.body.destroy();
    await expect(waiting).rejects.toThrow();
    await expect(stream.send('frame', 2, {})).rejects.toThrow('gone');
    expect(ended).toBe(1);
  });
});
