import { z } from './zod.ts';
import { experimentIdSchema, nodeIdSchema } from './identifiers.ts';
import { experimentSummarySchema, nodeSummarySchema, prioritySchema } from './summaries.ts';

/**
 * What operators do to experiments. Each says what shall be, so that twice is the same as once.
 *
 * | verb | |
 * |---|---|
 * | `pause` | nothing new of it is given out; what computes goes on to its end |
 * | `resume` | goes on with what was paused or cancelled, from the last checkpoints |
 * | `cancel` | its runs are stopped: nodes send a last checkpoint first, unless `now` |
 * | `retry` | tries again what has failed |
 * | `priority` | changes its weight beside others |
 * | `remove` | stops it and forgets it; runs of other experiments stay |
 */
export const experimentControlSchema = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('pause'), experimentId: experimentIdSchema }),
  z.strictObject({ verb: z.literal('resume'), experimentId: experimentIdSchema }),
  z.strictObject({
    verb: z.literal('cancel'),
    experimentId: experimentIdSchema,
    now: z.boolean().default(false),
  }),
  z.strictObject({ verb: z.literal('retry'), experimentId: experimentIdSchema }),
  z.strictObject({ verb: z.literal('priority'), experimentId: experimentIdSchema, priority: prioritySchema }),
  z.strictObject({ verb: z.literal('remove'), experimentId: experimentIdSchema }),
]);

/** What operators do to nodes: `drain` gives them no more runs, `undrain` does again, `release` takes them out of quarantine. */
export const nodeControlSchema = z.strictObject({
  verb: z.enum(['drain', 'undrain', 'release']),
  nodeId: nodeIdSchema,
});

export const controlMessageSchema = z.union([experimentControlSchema, nodeControlSchema]);

/** How things stand afterwards: the experiment (null when it was removed), or the node. */
export const controlAnswerFields = {
  experiment: experimentSummarySchema.nullable().optional(),
  node: nodeSummarySchema.optional(),
};

export type ExperimentControl = z.output<typeof experimentControlSchema>;
export type NodeControl = z.output<typeof nodeControlSchema>;
export type ControlMessage = z.input<typeof controlMessageSchema>;
