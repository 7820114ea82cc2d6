import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/store/store.ts';
import { vacuum } from '../src/store/vacuum.ts';
import { embeddedPlace, openStoreAt, type Place } from './support/stores.ts';

const BYTES = 60_000;
const thresholds = { rows: 15, share: 0.1, bytes: Infinity };

describe('the embedded database', () => {
  let place: Place;
  let store: Store;

  beforeAll(async () => {
    place = await embeddedPlace();
    store = await openStoreAt(place);
    await sql`INSERT INTO runs (id, specification, work, priority, state, job_id)
      VALUES ('run', '{}', 1, 0, 'running', gen_random_uuid())`.execute(store.database);
    while (await vacuum(store.database, { rows: 0, share: 0, bytes: 0 })) continue;
  });

  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  const replaceCheckpoint = async (times: number) => {
    const data = crypto.getRandomValues(new Uint8Array(BYTES));
    for (let time = 0; time < times; time += 1) {
      await store.database
        .insertInto('checkpoints')
        .values({ run_id: 'run', fraction: 0.5, data })
        .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ data }))
        .execute();
    }
  };
  const bytesOfCheckpoints = async () => {
    const { rows } = await sql<{ bytes: number }>`
      SELECT pg_total_relation_size('checkpoints')::int AS bytes`.execute(store.database);
    return rows[0].bytes;
  };

  it('uses the room of replaced rows again, once there are many of them', async () => {
    await replaceCheckpoint(10);
    expect(await vacuum(store.database, thresholds)).toBe(false);
    await replaceCheckpoint(10);
    expect(await vacuum(store.database, thresholds)).toBe(true);
    const once = await bytesOfCheckpoints();
    for (const times of [20, 20]) {
      await replaceCheckpoint(times);
      expect(await vacuum(store.database, thresholds)).toBe(true);
    }
    expect(await bytesOfCheckpoints()).toBeLessThanOrEqual(once * 1.2);
    expect(await vacuum(store.database, thresholds)).toBe(false);
  });

  it('does not wait for many when they are large', async () => {
    await replaceCheckpoint(5);
    expect(await vacuum(store.database, { ...thresholds, bytes: BYTES })).toBe(true);
    expect(await vacuum(store.database, { ...thresholds, bytes: BYTES })).toBe(false);
  });

  it('knows how a table has grown', async () => {
    const estimated = async () => {
      const { rows } = await sql<{ rows: number }>`
        SELECT reltuples AS rows FROM pg_class WHERE oid = 'runs'::regclass`.execute(store.database);
      return rows[0].rows;
    };
    expect(await estimated()).toBe(1);
    await sql`INSERT INTO runs (id, specification, work, priority, state, job_id)
      SELECT 'run ' || number, '{}', 1, 0, 'queued', gen_random_uuid() FROM generate_series(1, 40) AS number`.execute(
      store.database,
    );
    expect(await vacuum(store.database, thresholds)).toBe(true);
    expect(await estimated()).toBe(41);
  });
});
