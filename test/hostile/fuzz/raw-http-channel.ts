import { errorResponseSchema } from '@crossover/protocol';
import { HalfOpenConnections } from './half-open-connections.ts';
import { malformedRequest } from './malformed-requests.ts';
import type { Random } from './random.ts';
import { RawConnection } from './raw-connection.ts';
import { BrokenPromise, type Told } from './tally.ts';
import { sourceAddress, type Channel, type Target } from './target.ts';

const REPLY_MILLISECONDS = 150;
/** docs/security.md, "Limits". */
const HEADERS_MILLISECONDS = 15_000;
const REQUEST_MILLISECONDS = 120_000;

/** What HTTP clients would not send: malformed requests, and requests that do not end. */
export class RawHttpChannel implements Channel {
  readonly name = 'raw HTTP';
  readonly weight = 7;
  readonly #target: Target;
  readonly #halfOpen = new HalfOpenConnections();

  constructor(target: Target) {
    this.#target = target;
  }

  async send(random: Random): Promise<Told> {
    const connection = await RawConnection.open(this.#target.port, sourceAddress(random));
    const fault = this.#halfOpen.takeFault();
    if (fault !== undefined) throw new BrokenPromise(fault);
    if (random.chance(0.1)) return this.#slow(connection, random);
    const { family, bytes } = malformedRequest(random, this.#target.tokens);
    const surface = `raw HTTP: ${family}`;
    if (connection === undefined) return { surface, outcome: 'not let in' };
    connection.write(bytes);
    const whole = (received: Buffer) => received.includes('\r\n\r\n');
    const { received, closed } = await connection.read(REPLY_MILLISECONDS, whole);
    connection.end();
    return { surface, outcome: judge(received.toString('latin1'), closed) };
  }

  close(): void {
    this.#halfOpen.close();
  }

  #slow(connection: RawConnection | undefined, random: Random): Told {
    const surface = 'raw HTTP: a byte each second';
    if (connection === undefined) return { surface, outcome: 'not let in' };
    if (random.chance(0.7)) {
      connection.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
      this.#halfOpen.keep(connection, 'headers that do not end', HEADERS_MILLISECONDS, 'x');
    } else {
      const headers = `Host: 127.0.0.1\r\nAuthorization: Bearer ${this.#target.tokens.operator}\r\nContent-Type: application/json\r\nContent-Length: 1000`;
      connection.write(`POST /api/plan HTTP/1.1\r\n${headers}\r\n\r\n{`);
      this.#halfOpen.keep(connection, 'a body that does not end', REQUEST_MILLISECONDS, ' ');
    }
    return { surface, outcome: 'left half open' };
  }
}

/** @throws {BrokenPromise} when the answer is a fault of the coordinator's own, or tells what needs a token */
function judge(received: string, closed: boolean): string {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(received)?.[1];
  if (status === undefined) return closed ? 'connection closed' : 'no answer';
  if (Number(status) >= 500 && status !== '503') throw new BrokenPromise(received.slice(0, 800));
  // Pages and health are for everybody; whatever else is told would be told without a token.
  if (/"(experiments|nodes|token)"/.test(received)) {
    throw new BrokenPromise(`told without a token: ${received.slice(0, 800)}`);
  }
  return Number(status) < 400 ? 'accepted' : `refused: ${errorCode(received) ?? status}`;
}

/** The first answer's; undefined when there is none, as after HEAD, or it has not arrived whole. */
function errorCode(received: string): string | undefined {
  const body = /\r\n\r\n(\{.*?\}\})/s.exec(received)?.[1];
  if (body === undefined) return undefined;
  const error = errorResponseSchema.safeParse(JSON.parse(body));
  if (!error.success) throw new BrokenPromise(`an error of another form: ${received.slice(0, 800)}`);
  return error.data.error.code;
}
