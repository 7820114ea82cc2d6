import {
  experimentIdSchema,
  leaseSchema,
  nodeIdSchema,
  nodeSummarySchema,
  runIdSchema,
} from '@crossover/protocol';
import { z } from 'zod';

/** What coordinators on one database tell each other. */
export const noteSchema = z.discriminatedUnion('kind', [
  /** These runs changed; `null` stands for more than are worth naming. */
  z.object({ kind: z.literal('runs'), ids: z.array(runIdSchema).nullable() }),
  /** These experiments were submitted, changed or removed. */
  z.object({ kind: z.literal('experiments'), ids: z.array(experimentIdSchema) }),
  /** There may be runs to lease. */
  z.object({ kind: z.literal('work-available') }),
  /** The database has ended these attempts: nodes that still work on them stop. */
  z.object({ kind: z.literal('cancel'), leases: z.array(leaseSchema), graceful: z.boolean() }),
  /** Whether this node may have work was decided anew, and is written in the table of nodes. */
  z.object({ kind: z.literal('node-state'), nodeId: nodeIdSchema }),
  /** This node has said hello to the sender, and claimed there what it still has. */
  z.object({ kind: z.literal('node-arrived'), nodeId: nodeIdSchema }),
  /** How the sender's nodes stand: those that changed, those that are gone, and the work they do per second. */
  z.object({
    kind: z.literal('nodes'),
    changed: z.array(nodeSummarySchema),
    gone: z.array(nodeIdSchema),
    workPerSecond: z.number().min(0).nullable(),
  }),
  /** The sender knows nothing yet: tell it all nodes. */
  z.object({ kind: z.literal('joined') }),
  /** Earlier notes of the sender were lost on the way: count anew; all its nodes follow. */
  z.object({ kind: z.literal('missed') }),
]);

export type Note = z.infer<typeof noteSchema>;
