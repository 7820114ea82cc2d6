import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PreparedStatements } from '../src/store/prepared-statements.ts';

describe('statements of the embedded database that come again', () => {
  let database: PGlite;
  let statements: PreparedStatements;

  beforeAll(async () => {
    database = await PGlite.create();
  });

  beforeEach(async () => {
    await database.exec(
      'DEALLOCATE ALL; DROP TABLE IF EXISTS runs; CREATE TABLE runs (id text PRIMARY KEY, work float8)',
    );
    statements = new PreparedStatements(database);
  });

  afterAll(() => database.close());

  const prepared = async () => {
    const { rows } = await database.query<{ statement: string }>(
      'SELECT statement FROM pg_prepared_statements',
    );
    return rows.map(({ statement }) => statement);
  };

  const INSERT = 'INSERT INTO runs SELECT * FROM unnest($1::text[], $2::float8[]) RETURNING id, work';

  it('are prepared at their third time, and say the same as before', async () => {
    const answers = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      answers.push(
        await statements.run(INSERT, [
          [id, `${id}'"\\`],
          [0.1, Number.MAX_VALUE],
        ]),
      );
      expect(await prepared()).toEqual(answers.length < 3 ? [] : [INSERT]);
    }
    for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) {
      const rows = [
        { id, work: 0.1 },
        { id: `${id}'"\\`, work: Number.MAX_VALUE },
      ];
      expect(answers[index]).toMatchObject({ rows, affectedRows: 2 });
    }
  });

  it('take and give values of every kind as a first time does', async () => {
    const values = [
      '$1::jsonb',
      '$2::bytea',
      '$3::timestamptz',
      '$4::int',
      '$5::bool',
      '$6::text',
      '$7::float8[]',
      '$8::int8',
    ];
    const text = `SELECT ${values.map((value, index) => `${value} AS v${index}`).join(', ')}`;
    const parameters = [
      { depth: [1, null] },
      Uint8Array.of(0, 255),
      new Date(1e12),
      -7,
      true,
      null,
      [1e-300, -0.1, 3],
      12,
    ];
    const first = await statements.run(text, parameters);
    await statements.run(text, parameters);
    const third = await statements.run(text, parameters);
    expect(await prepared()).toEqual([text]);
    expect(third.rows).toEqual(first.rows);
    expect(third.rows).toMatchObject([{ v0: { depth: [1, null] }, v3: -7, v4: true, v5: null }]);
  });

  it('that fail say why, and the next ones are carried out', async () => {
    const insert = (id: string) => statements.run(INSERT, [[id], [1]]);
    for (const id of ['a', 'b', 'c']) await insert(id);
    await expect(insert('a')).rejects.toMatchObject({ code: '23505' });
    await expect(insert('d')).resolves.toMatchObject({ affectedRows: 1 });
    const wrong = 'SELECT nothing FROM runs WHERE id = $1';
    for (let time = 0; time < 4; time++) {
      await expect(statements.run(wrong, ['a'])).rejects.toMatchObject({ code: '42703' });
    }
    await database.exec('BEGIN');
    await expect(insert('a')).rejects.toMatchObject({ code: '23505' });
    await expect(insert('e')).rejects.toMatchObject({ code: '25P02' });
    await database.exec('ROLLBACK');
    await expect(insert('e')).resolves.toMatchObject({ affectedRows: 1 });
  });

  it('are prepared anew when a table got other columns', async () => {
    const all = 'SELECT * FROM runs WHERE id = $1';
    await statements.run(INSERT, [['a'], [1]]);
    for (let time = 0; time < 3; time++) await statements.run(all, ['a']);
    await database.exec('ALTER TABLE runs ADD COLUMN state text');
    await expect(statements.run(all, ['a'])).rejects.toMatchObject({ code: '0A000' });
    const { rows } = await statements.run(all, ['a']);
    expect(rows).toEqual([{ id: 'a', work: 1, state: null }]);
  });

  it('are forgotten when there are too many others', async () => {
    const text = (number: number) => `SELECT $1::int + ${number} AS sum`;
    for (let number = 0; number < 100; number++) {
      for (let time = 0; time < 3; time++) {
        const { rows } = await statements.run(text(number), [time]);
        expect(rows).toEqual([{ sum: time + number }]);
      }
    }
    expect(new Set(await prepared())).toEqual(
      new Set(Array.from({ length: 64 }, (_, index) => text(36 + index))),
    );
  });

  it('may be asked for at the same time', async () => {
    const text = 'SELECT $1::int AS value';
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, value) => statements.run(text, [value])),
    );
    expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 20 }, (_, value) => [{ value }]));
    expect(await prepared()).toEqual([text]);
  });
});
