import { z } from './zod.ts';
import { answerSchema } from './answers.ts';
import type { EventMap, EventTable } from './event-map.ts';
import { controlAnswerFields, controlMessageSchema } from './control.ts';
import { experimentIdSchema, nodeIdSchema } from './identifiers.ts';
import {
  experimentDetailSchema,
  experimentSummarySchema,
  nodeSummarySchema,
  riskPointsSchema,
  runUpdateSchema,
} from './summaries.ts';

/** Which experiment to follow in detail; null for the list alone. A later `watch` replaces this one. */
export const watchMessageSchema = z.strictObject({ experimentId: experimentIdSchema.nullable() });

/** What has changed since the last frame (or since the answer to `watch`). Absent means unchanged. */
export const frameSchema = z.object({
  /** Rises by one with every frame of a connection. */
  sequence: z.int().min(1),
  /** Experiments that are new or changed, whole. */
  experiments: z.array(experimentSummarySchema),
  /** Experiments that are gone. */
  removed: z.array(experimentIdSchema),
  /** Nodes that are new to this viewer, or have changed. */
  nodes: z.array(nodeSummarySchema).optional(),
  /** Nodes that are gone. */
  removedNodes: z.array(nodeIdSchema).optional(),
  /** Runs of the watched experiment that changed. */
  runs: z.array(runUpdateSchema).optional(),
  /** New points of the watched experiment. Indices that are known already repeat the same values. */
  points: z.array(riskPointsSchema).optional(),
});

export type WatchMessage = z.input<typeof watchMessageSchema>;
export type Frame = z.output<typeof frameSchema>;

/** What viewers send. */
export const viewerEvents = {
  watch: {
    message: watchMessageSchema,
    answer: answerSchema({
      experiments: z.array(experimentSummarySchema),
      /** When there are very many, the others follow in frames. */
      nodes: z.array(nodeSummarySchema),
      detail: experimentDetailSchema.optional(),
      /** Whose token it is: `control` is for operators. Older coordinators do not tell. */
      role: z.enum(['viewer', 'operator']).optional(),
    }),
  },
  /** For operators only. The same as the HTTP routes of the same names. */
  control: { message: controlMessageSchema, answer: answerSchema(controlAnswerFields) },
} as const satisfies EventTable;

/** What the coordinator sends to viewers: the next frame goes only after this one was acknowledged. */
export const coordinatorToViewerEvents = {
  frame: { message: frameSchema, answer: answerSchema({}) },
} as const satisfies EventTable;

export type ViewerToCoordinatorEvents = EventMap<typeof viewerEvents>;
export type CoordinatorToViewerEvents = EventMap<typeof coordinatorToViewerEvents>;
