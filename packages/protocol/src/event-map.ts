import type { z } from 'zod';

/** One event: the schema of what is sent, and of the acknowledgement. */
export interface EventContract {
  readonly message: z.ZodType;
  readonly answer: z.ZodType;
}

/** The events of one direction, by name. */
export type EventTable = Readonly<Record<string, EventContract>>;

/** What a sender passes for an event. */
export type MessageOf<Table extends EventTable, Name extends keyof Table> = z.input<Table[Name]['message']>;

/** What a receiver has after validation. */
export type ParsedMessageOf<Table extends EventTable, Name extends keyof Table> = z.output<
  Table[Name]['message']
>;

/** The acknowledgement of an event. */
export type AnswerOf<Table extends EventTable, Name extends keyof Table> = z.output<Table[Name]['answer']>;

/** The event map that socket.io's `Socket<ListenEvents, EmitEvents>` takes, derived from the schemas. */
export type EventMap<Table extends EventTable> = {
  [Name in keyof Table]: (
    message: MessageOf<Table, Name>,
    acknowledge: (answer: AnswerOf<Table, Name>) => void,
  ) => void;
};
