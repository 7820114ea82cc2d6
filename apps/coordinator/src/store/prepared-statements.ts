import { parse, protocol, type PGlite, type Results } from '@electric-sql/pglite';

interface Prepared {
  readonly name: string;
  /** The types of its parameters, by their object identifiers in the database. */
  readonly types: readonly number[];
}

/** A statement that comes again is worth preparing; some, such as lists of placeholders, hardly ever do. */
const USES_BEFORE = 2;
const MOST_PREPARED = 64;
const MOST_SEEN = 1024;

const CACHED_PLAN_OUTDATED = '0A000';
const NO_SUCH_STATEMENT = '26000';

/**
 * Runs statements with parameters on the embedded database, and keeps those prepared that come again and again: to
 * parse and plan a statement takes WebAssembly some three times as long as to carry it out, and the coordinator has
 * few different ones. The database plans anew by itself when statistics or tables have changed.
 */
export class PreparedStatements {
  readonly #database: PGlite;
  /** Those used last are at the end. */
  readonly #prepared = new Map<string, Promise<Prepared>>();
  readonly #seen = new Map<string, number>();
  #names = 0;

  constructor(database: PGlite) {
    this.#database = database;
  }

  /** @throws what the database says of the statement, with the SQLSTATE as `code` */
  async run(sql: string, parameters: readonly unknown[]): Promise<Results<Record<string, unknown>>> {
    const prepared =
      this.#prepared.get(sql) ?? (this.#isWorthPreparing(sql) ? this.#prepare(sql) : undefined);
    if (prepared === undefined) return this.#database.query(sql, [...parameters]);
    this.#prepared.delete(sql);
    this.#prepared.set(sql, prepared);
    try {
      const { name, types } = await prepared;
      return await this.#execute(name, types, parameters);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === CACHED_PLAN_OUTDATED || code === NO_SUCH_STATEMENT) this.#prepared.delete(sql);
      throw error;
    }
  }

  #isWorthPreparing(sql: string): boolean {
    const uses = this.#seen.get(sql) ?? 0;
    this.#seen.delete(sql);
    if (uses >= USES_BEFORE) return true;
    this.#seen.set(sql, uses + 1);
    if (this.#seen.size > MOST_SEEN) deleteFirst(this.#seen);
    return false;
  }

  async #prepare(sql: string): Promise<Prepared> {
    const name = `statement_${++this.#names}`;
    const { serialize } = protocol;
    try {
      if (this.#prepared.size >= MOST_PREPARED) await this.#forgetOldest();
      const messages = await this.#send(
        serialize.parse({ name, text: sql }),
        serialize.describe({ type: 'S', name }),
      );
      return { name, types: parse.parseDescribeStatementResults(messages) };
    } catch (error) {
      this.#prepared.delete(sql);
      throw error;
    }
  }

  async #forgetOldest(): Promise<void> {
    const oldest = await deleteFirst(this.#prepared);
    if (oldest !== undefined) await this.#send(protocol.serialize.close({ type: 'S', name: oldest.name }));
  }

  async #execute(name: string, types: readonly number[], parameters: readonly unknown[]) {
    const { serialize } = protocol;
    const values = parameters.map((value, index) => this.#serialized(value, types[index]));
    const messages = await this.#send(
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute(),
    );
    const [result] = parse.parseResults(messages, this.#database.parsers);
    return result as Results<Record<string, unknown>>;
  }

  #serialized(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : this.#database.serializers[type];
    if (serializer !== undefined) return serializer(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  /** One exchange of the extended query protocol; after an error the database skips what is left of it. */
  async #send(...parts: readonly Uint8Array[]) {
    const message = Buffer.concat([...parts, protocol.serialize.sync()]);
    const { messages } = await this.#database.runExclusive(() => this.#database.execProtocol(message));
    return messages;
  }
}

function deleteFirst<Value>(entries: Map<string, Value>): Value | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  entries.delete(first[0]);
  return first[1];
}
