import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { severableLink, type SeverableLink } from './support/severable-link.ts';
import { connectNode, type TestNode } from './support/sockets.ts';
import { serverPlace, type Place } from './support/stores.ts';

const server = process.env['CROSSOVER_TEST_DATABASE_URL'];
const reason = server === undefined ? ' (skipped: CROSSOVER_TEST_DATABASE_URL names no server)' : '';

describe.skipIf(server === undefined)(`a coordinator whose PostgreSQL goes away${reason}`, () => {
  let place: Place;
  let link: SeverableLink;
  let coordinator: Coordinator;
  let node: TestNode;
  const log: string[] = [];

  beforeAll(async () => {
    place = await serverPlace();
    const url = new URL(place.options.databaseUrl!);
    link = await severableLink({ host: url.hostname, port: Number(url.port) });
    url.port = String(link.port);
    coordinator = await createCoordinator({
      dataFolder: place.options.dataFolder,
      databaseUrl: url.href,
      port: 0,
      logger: { level: 'info', stream: { write: (line) => void log.push(line) } },
    });
    node = await connectNode(coordinator, 'patient');
    await node.tell('hello', { leases: [] });
  });

  afterAll(async () => {
    node.close();
    await coordinator.close();
    await link.close();
    await place.remove();
  });

  const ready = async () => (await fetch(`${coordinator.url}/ready`)).status;
  const post = (specification: unknown) =>
    fetch(`${coordinator.url}/api/experiments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${coordinator.tokens.operator}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ specification }),
    });
  const isBack = () => eventually(async () => (await ready()) === 200, 'the coordinator is ready again');

  it('says so to everybody, keeps running, and goes on when it is back with everything it had acknowledged', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(81, { replicas: 2, points: 40 }));
    const [first, second] = (await node.tell('lease', { capacity: 2 })).assignments;
    const { runId, attempt } = first;
    const progress = await executePartly(first);
    await node.tell('report', { runId, attempt, sequence: 1, stepsPerSecond: 1, ...progress });

    link.cut();
    const { bytes, digest } = await executeAssignment(first);
    const delivery = { runId, attempt, result: bytes, digest, seconds: 1 };
    expect(await node.ask('complete', delivery)).toMatchObject({ error: { code: 'unavailable' } });
    expect(await node.ask('lease', { capacity: 1 })).toMatchObject({ error: { code: 'unavailable' } });
    expect(await node.ask('hello', { leases: [] })).toMatchObject({ ok: expect.any(Boolean) as unknown });
    const refused = await post(tinyExperiment(82));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { code: 'unavailable' } });
    expect(await ready()).toBe(503);
    await eventually(() => log.some((line) => line.includes('the database is away')), 'the log says so');

    link.mend();
    await isBack();
    await eventually(() => log.some((line) => line.includes('the database is back')), 'the log says so');
    const claim = [first, second].map((run) => ({ runId: run.runId, attempt: run.attempt }));
    expect((await node.tell('hello', { leases: claim })).keep).toHaveLength(2);
    expect(await node.tell('complete', delivery)).toMatchObject({ accepted: true });
    expect(await node.tell('complete', delivery)).toMatchObject({ accepted: true });
    const rest = await executeAssignment(second);
    await node.tell('complete', {
      runId: second.runId,
      attempt: second.attempt,
      result: rest.bytes,
      digest: rest.digest,
      seconds: 1,
    });
    await eventually(
      () => coordinator.experiments().find(({ id }) => id === experiment.id)?.state === 'finished',
      'the experiment is finished',
    );
  });

  it('survives that its connections break again and again while runs are done', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(83, { replicas: 40 }));
    let breaks = 0;
    let breaking = setTimeout(breakOff, 50);
    // With ever longer pauses, so that in the end it gets on however slow the machine is.
    function breakOff() {
      link.cut();
      link.mend();
      breaks += 1;
      if (breaks < 15) breaking = setTimeout(breakOff, 50 + 25 * breaks);
    }
    const worker = await connectNode(coordinator, 'stubborn');
    try {
      await eventually(async () => {
        await workOff(worker, 8).catch(() => worker.ask('hello', { leases: [] }));
        return (
          coordinator.experiments().find(({ id }) => id === experiment.id)?.state === 'finished' &&
          breaks >= 15
        );
      }, 'all is done');
    } finally {
      clearTimeout(breaking);
      worker.close();
    }
  });

  it('notices a server that has stopped answering, and does not hang with it', async () => {
    link.swallow();
    const asked = node.ask('lease', { capacity: 1 });
    await eventually(() => log.filter((line) => line.includes('the database is away')).length > 1, 'noticed');
    expect(await asked).toMatchObject({ error: { code: 'unavailable' } });
    link.mend();
    await isBack();
    const { experiment } = await coordinator.submit(tinyExperiment(84, { replicas: 1 }));
    await workOff(node);
    await eventually(
      () => coordinator.experiments().find(({ id }) => id === experiment.id)?.state === 'finished',
      'the experiment is finished',
    );
  });
});
