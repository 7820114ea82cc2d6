import type { EventTable, ParsedMessageOf, WireError } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Socket } from 'socket.io';
import { RefusedError, refuseInvalid } from '../errors.ts';
import type { MessageBudget } from '../limits/message-budget.ts';
import { messages } from '../messages.ts';
import type { SocketMetrics } from '../observability/socket-metrics.ts';
import type { InFlight } from './in-flight.ts';

/** One handler for each event: takes the validated message, gives the fields of the good acknowledgement. */
export type EventHandlers<Table extends EventTable> = {
  [Name in keyof Table]: (message: ParsedMessageOf<Table, Name>) => Promise<object>;
};

export interface EventSurroundings {
  readonly inFlight: InFlight;
  readonly log: FastifyBaseLogger;
  readonly metrics: SocketMetrics;
  /** Every event is paid for from it, those that are refused included. */
  readonly budget: MessageBudget;
}

type Acknowledge = (answer: object) => void;

/**
 * Answers the events of one socket. Nothing that arrives can end the process: what does not validate is
 * refused, what fails is logged and acknowledged as an error, and an event nobody knows is told so. The
 * acknowledgement goes out after the handler is done, hence after the database has committed.
 */
export function answerEvents<Table extends EventTable>(
  socket: Pick<Socket, 'onAny'>,
  table: Table,
  handlers: EventHandlers<Table>,
  { inFlight, log, metrics, budget }: EventSurroundings,
): void {
  const answer = async (event: string, message: unknown): Promise<object> => {
    budget.spend(performance.now());
    if (!Object.hasOwn(table, event)) throw new RefusedError('invalid-message', messages.unknownEvent(event));
    const name = event as keyof Table & string;
    const parsed = table[name].message.safeParse(message);
    if (!parsed.success) throw refuseInvalid(parsed.error, messages.invalidMessage(event));
    return handlers[name](parsed.data as ParsedMessageOf<Table, typeof name>);
  };
  socket.onAny((event: string, ...parameters: unknown[]) => {
    const acknowledge = parameters.at(-1);
    const reply: Acknowledge =
      typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => undefined;
    const answered = metrics.startEvent(Object.hasOwn(table, event) ? event : 'unknown');
    void inFlight
      .run(() => answer(event, parameters[0]))
      .then(
        (fields) => {
          reply({ ok: true, ...fields });
          answered(fields);
        },
        (reason: unknown) => {
          const error = wireError(reason, event, log);
          reply({ ok: false, error });
          answered(error.code);
        },
      );
  });
}

function wireError(error: unknown, event: string, log: FastifyBaseLogger): WireError {
  if (error instanceof RefusedError) return error.toWire();
  log.error({ event, err: error }, 'an event could not be handled');
  return { code: 'internal', message: messages.internal() };
}
