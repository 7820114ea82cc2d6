import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  backUpFolder,
  checkBackup,
  createCoordinator,
  restoreBackup,
  type Coordinator,
} from '../src/index.ts';
import { call } from './support/http.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { embeddedPlace, emptyPlace, serverPlace, type Place } from './support/stores.ts';

const resultOf = async (coordinator: Coordinator, runId: string): Promise<Buffer> => {
  const response = await call(coordinator, `/api/runs/${runId}/result?format=binary`);
  return Buffer.from(await response.arrayBuffer());
};

describe('a backup of a coordinator at work', () => {
  let place: Place;
  let coordinator: Coordinator;
  let archive: Buffer;
  let experimentId: string;
  let finished: { runId: string; bytes: Uint8Array };
  let begun: { runId: string; checkpoint: Uint8Array };
  const places: Place[] = [];
  const newPlace = () => {
    const empty = emptyPlace();
    places.push(empty);
    return empty.options.dataFolder;
  };

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    const specification = tinyExperiment(81, { replicas: 4, points: 40 });
    experimentId = (await coordinator.submit(specification)).experiment.id;
    const node = await connectNode(coordinator, 'before');
    await node.tell('hello', { leases: [] });
    const { assignments } = await node.tell('lease', { capacity: 2 });
    const { bytes, digest } = await executeAssignment(assignments[0]);
    const [done, half] = assignments;
    await node.tell('complete', {
      runId: done.runId,
      attempt: done.attempt,
      result: bytes,
      digest,
      seconds: 1,
    });
    finished = { runId: done.runId, bytes };
    const progress = await executePartly(half);
    begun = { runId: half.runId, checkpoint: progress.checkpoint };
    const { runId, attempt } = half;
    await node.tell('report', { runId, attempt, sequence: 1, stepsPerSecond: 1, ...progress });
    const response = await call(coordinator, '/api/backup', { token: coordinator.tokens.operator });
    expect(response.status).toBe(200);
    archive = Buffer.from(await response.arrayBuffer());
    // What happens afterwards is not in it.
    await node.tell('release', { runId, attempt });
    expect(await workOff(node)).toHaveLength(3);
    node.close();
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
    for (const other of places) await other.remove();
  });

  it('is for operators, and leaves nothing behind in the data folder', async () => {
    expect((await call(coordinator, '/api/backup')).status).toBe(403);
    await eventually(
      async () => !(await readdir(place.options.dataFolder)).some((name) => name.startsWith('backup-')),
      'the copy is removed',
    );
  });

  it('restored, has every bit of what was finished, and goes on from the last checkpoints', async () => {
    const dataFolder = newPlace();
    const restored = await restoreBackup(Readable.from([archive]), dataFolder);
    expect(restored).toMatchObject({ experiments: 1, runs: 4, results: 1 });
    expect((await readdir(dataFolder)).filter((name) => name !== 'lock.sqlite')).toEqual(['database']);
    const again = await createCoordinator({
      dataFolder,
      port: 0,
      logger: false,
      restartGraceMilliseconds: 100,
    });
    const summary = () => again.experiments().find(({ id }) => id === experimentId);
    expect(summary()?.runs).toMatchObject({ total: 4, finished: 1 });
    expect(await resultOf(again, finished.runId)).toEqual(Buffer.from(finished.bytes));
    const node = await connectNode(again, 'after');
    await node.tell('hello', { leases: [] });
    const resumed = await eventually(async () => {
      const { assignments } = await node.tell('lease', { capacity: 4 });
      for (const { runId, attempt } of assignments) await node.tell('release', { runId, attempt });
      return assignments.find(({ runId }) => runId === begun.runId);
    }, 'the run comes back');
    expect(Buffer.from(resumed.checkpoint!)).toEqual(Buffer.from(begun.checkpoint));
    expect(await workOff(node)).toHaveLength(3);
    await eventually(() => summary()?.state === 'finished', 'the experiment is finished');
    const { runs } = (await (await call(again, `/api/experiments/${experimentId}`)).json()) as {
      runs: { id: string }[];
    };
    for (const { id } of runs) expect(await resultOf(again, id)).toEqual(await resultOf(coordinator, id));
    node.close();
    await again.close();
  });

  it('is refused when a byte of it was changed, when it was cut short, and when it is something else', async () => {
    const plain = gunzipSync(archive);
    const altered = Buffer.from(plain);
    altered[altered.length - 10_000] ^= 1;
    const cases: [Buffer, RegExp][] = [
      [gzipSync(altered, { level: 1 }), /damaged: database\/\S+ is not what its digest says/],
      [gzipSync(plain.subarray(0, plain.length - 5000), { level: 1 }), /ends in the middle/],
      [archive.subarray(0, archive.length - 5000), /cannot be read/],
      [gzipSync(Buffer.from('{"format": "another"}\n')), /no backup that "crossover backup"/],
      [Buffer.from('nothing of that kind'), /cannot be read/],
    ];
    for (const [bytes, reason] of cases) {
      const dataFolder = newPlace();
      await expect(restoreBackup(Readable.from([bytes]), dataFolder)).rejects.toThrow(reason);
      expect(await readdir(dataFolder)).toEqual(['lock.sqlite']);
    }
  });

  it('never leads out of the folder that it is restored to', async () => {
    for (const path of ['../outside', '/outside', 'database/../../outside', '..']) {
      const file = {
        path,
        bytes: 0,
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      };
      const createdAt = new Date().toISOString();
      const head = { format: 'crossover-backup', version: 1, softwareVersion: '1', createdAt, folders: [] };
      const line = `${JSON.stringify({ ...head, files: [file] })}\n`;
      const dataFolder = newPlace();
      await expect(restoreBackup(Readable.from([gzipSync(line)]), dataFolder)).rejects.toThrow(/no backup/);
    }
  });

  it('overwrites nothing, and does not touch a folder that is in use', async () => {
    await expect(restoreBackup(Readable.from([archive]), place.options.dataFolder)).rejects.toThrow(
      /is in use/,
    );
    const dataFolder = newPlace();
    await restoreBackup(Readable.from([archive]), dataFolder);
    await expect(restoreBackup(Readable.from([archive]), dataFolder)).rejects.toThrow(
      /nothing is overwritten/,
    );
  });
});

describe('a backup of a data folder', () => {
  it('is made when no coordinator has it, and is whole', async () => {
    const place = await embeddedPlace();
    const { dataFolder } = place.options;
    const file = join(dataFolder, 'file');
    writeFileSync(file, await buffer(await backUpFolder(dataFolder)));
    const manifest = await checkBackup(createReadStream(file), null);
    expect(manifest.files.map(({ path }) => path)).toContain('database/PG_VERSION');
    expect(existsSync(join(dataFolder, 'database'))).toBe(true);
    expect(readFileSync(file).length).toBeLessThan(20_000_000);
    await place.remove();
  });

  it('is refused while a coordinator has it, and when there is none in it', async () => {
    const place = await embeddedPlace();
    const coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    await expect(backUpFolder(place.options.dataFolder)).rejects.toThrow(/is in use/);
    await coordinator.close();
    await place.remove();
    const empty = emptyPlace();
    await expect(backUpFolder(empty.options.dataFolder)).rejects.toThrow(/no database/);
    await empty.remove();
  });
});

describe.skipIf(process.env['CROSSOVER_TEST_DATABASE_URL'] === undefined)('on a PostgreSQL server', () => {
  it('a backup is refused, with what to use instead', async () => {
    const place = await serverPlace();
    const coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    const response = await call(coordinator, '/api/backup', { token: coordinator.tokens.operator });
    expect(response.status).toBe(409);
    expect(await response.text()).toMatch(/pg_dump/);
    await coordinator.close();
    await place.remove();
  });
});
