import { z } from './zod.ts';
import {
  attemptSchema,
  experimentIdSchema,
  instantSchema,
  nodeIdSchema,
  runIdSchema,
} from './identifiers.ts';
import { LIMITS } from './limits.ts';
import {
  experimentDetailSchema,
  experimentStateSchema,
  experimentSummarySchema,
  nodeSummarySchema,
  runStateSchema,
  runSummarySchema,
} from './summaries.ts';

const offset = z.coerce
  .number()
  .int()
  .min(0)
  .max(1e6)
  .default(0)
  .meta({ description: 'How many to leave out at the beginning.' });

const limitUpTo = (maximum: number) =>
  z.coerce.number().int().min(1).max(maximum).meta({ description: 'How many to give at most.' });

/** In the path of everything about one experiment. */
export const experimentPathSchema = z.object({ id: experimentIdSchema });

/** In the path of everything about one compute node. */
export const nodePathSchema = z.object({ id: nodeIdSchema });

/** In the path of everything about one run. */
export const runPathSchema = z.object({ id: runIdSchema });

/** GET /api/experiments?state=running&name=fig&offset=0&limit=50 */
export const experimentsQuerySchema = z.object({
  state: experimentStateSchema.optional().meta({ description: 'Only experiments in this state.' }),
  name: z
    .string()
    .max(LIMITS.maxNameLength)
    .optional()
    .meta({ description: 'Only experiments whose name holds this text, in whatever case.' }),
  offset,
  limit: limitUpTo(1000).optional(),
});

/** GET /api/experiments/:id?offset=0 */
export const experimentQuerySchema = z.object({ offset });

/** GET /api/experiments/:id/runs?state=failed&offset=0&limit=100 */
export const runsQuerySchema = z.object({
  state: runStateSchema.optional().meta({ description: 'Only runs in this state.' }),
  offset,
  limit: limitUpTo(LIMITS.maxRunsPerPage).default(100),
});

/** Answer to GET /api/experiments/:id/runs: in the order of the experiment, without curves. */
export const runsResponseSchema = z.object({
  runs: z.array(runSummarySchema),
  /** In this state, all pages together. */
  total: z.int().min(0),
});

/** GET /api/experiments/:id/failures?offset=0&limit=100 */
export const failuresQuerySchema = z.object({
  offset,
  limit: limitUpTo(LIMITS.maxRunsPerPage).default(100),
});

/** An attempt at a run that ended with an error. */
export const failureSchema = z.object({
  runId: runIdSchema,
  /** The state of the run now: `failed` when it was given up. */
  runState: runStateSchema,
  attempt: attemptSchema,
  node: nodeIdSchema,
  error: z.object({ name: z.string(), message: z.string() }),
  occurredAt: instantSchema,
});

/** Answer to GET /api/experiments/:id/failures: the newest first. */
export const failuresResponseSchema = z.object({
  failures: z.array(failureSchema),
  /** All pages together. */
  total: z.int().min(0),
});

export const RESULT_FORMATS = ['json', 'csv', 'npz', 'parquet'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** GET /api/experiments/:id/results?format=json */
export const resultsQuerySchema = z.object({
  format: z.enum(RESULT_FORMATS).default('json').meta({
    description: 'CSV and Parquet have a row for each run and time; json and npz hold the overlaps too.',
  }),
});

/** GET /api/runs/:id/result?format=json */
export const runResultQuerySchema = z.object({
  format: z
    .enum(['json', 'binary'])
    .default('json')
    .meta({ description: 'Readable, or the bytes whose SHA-256 is the digest.' }),
});

/** GET /ready: whether work can be taken and given out now. 503 when it cannot, with what is missing. */
export const readyResponseSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.array(
    z.object({
      name: z.enum(['store', 'tables', 'queue', 'running']),
      ok: z.boolean(),
      message: z.string(),
    }),
  ),
});

/** First event of GET /api/events and GET /api/experiments/:id/events: everything; frames say what changes afterwards. */
export const watchedStateSchema = z.object({
  experiments: z.array(experimentSummarySchema),
  nodes: z.array(nodeSummarySchema),
  /** Of the experiment that is watched; runs that are still to follow come in frames. */
  detail: experimentDetailSchema.optional(),
});

export type WatchedState = z.output<typeof watchedStateSchema>;
export type RunsResponse = z.output<typeof runsResponseSchema>;
export type Failure = z.output<typeof failureSchema>;
export type FailuresResponse = z.output<typeof failuresResponseSchema>;
export type ReadyResponse = z.output<typeof readyResponseSchema>;
