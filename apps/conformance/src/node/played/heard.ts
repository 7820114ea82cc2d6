import { nodeEvents, type ParsedMessageOf } from '@crossover/protocol';

export type NodeEventName = keyof typeof nodeEvents;

/** A message of a node that had the form that the protocol says. */
export type Heard = {
  readonly [Name in NodeEventName]: {
    readonly event: Name;
    readonly message: ParsedMessageOf<typeof nodeEvents, Name>;
    /** On the clock of this process, in milliseconds. */
    readonly at: number;
    /** Which of the node's connections it came over, counted from 0. */
    readonly connection: number;
  };
}[NodeEventName];

/** Events about one run. */
export type RunEventName = 'report' | 'complete' | 'fail' | 'release';

export type HeardOf<Name extends NodeEventName> = Extract<Heard, { readonly event: Name }>;
