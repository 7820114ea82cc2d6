import { z } from './zod.ts';
import { wireErrorSchema } from './answers.ts';
import { fractionSchema, opaqueSpecificationSchema, runIdSchema } from './identifiers.ts';
import { LIMITS } from './limits.ts';
import {
  experimentDetailSchema,
  experimentSummarySchema,
  nodeSummarySchema,
  prioritySchema,
} from './summaries.ts';

/** Body of every HTTP answer with a status of 400 or more. */
export const errorResponseSchema = z.object({ error: wireErrorSchema });

/** GET /health: needs no token. */
export const healthResponseSchema = z.object({
  status: z.literal('ok'),
  protocolVersion: z.int(),
  softwareVersion: z.string(),
  store: z.enum(['embedded', 'postgresql']),
});

/** GET /api/presets */
export const presetsResponseSchema = z.object({
  presets: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      question: z.string(),
      specification: opaqueSpecificationSchema,
    }),
  ),
});

const submissionFields = {
  priority: prioritySchema.default('normal'),
  /** Share of its runs that another node computes again, for comparison bit for bit. */
  verify: fractionSchema.default(0),
};

/** POST /api/experiments: a preset by its name, or a whole experiment specification. */
export const submitRequestSchema = z.union([
  z.strictObject({ preset: z.string().min(1).max(LIMITS.maxNameLength), ...submissionFields }),
  z.strictObject({ specification: opaqueSpecificationSchema, ...submissionFields }),
]);

/** Answer to POST /api/experiments (201). */
export const submitResponseSchema = z.object({
  experiment: experimentSummarySchema,
  /** Runs that somebody has to compute, and runs that were already known and are used again. */
  runsCreated: z.int().min(0),
  runsReused: z.int().min(0),
});

/** Answer to POST /api/plan, whose body is that of POST /api/experiments: how many runs it has, and which are finished. Starts nothing. */
export const planResponseSchema = z.object({ runs: z.int().min(0), finished: z.array(runIdSchema) });

/** GET /api/experiments: the newest first. `total` counts what the filters let pass, all pages together. */
export const experimentsResponseSchema = z.object({
  experiments: z.array(experimentSummarySchema),
  total: z.int().min(0),
});

/** GET /api/experiments/:id?offset=0 : one page of its runs */
export const experimentResponseSchema = experimentDetailSchema;

/** POST /api/experiments/:id/cancel: at once, or (without a body) after a last checkpoint of each run. */
export const cancelRequestSchema = z.strictObject({ now: z.boolean().default(false) });

/** POST /api/experiments/:id/priority */
export const priorityRequestSchema = z.strictObject({ priority: prioritySchema });

/** POST /api/nodes/:id/drain, /undrain and /release */
export const nodeActionResponseSchema = z.object({ node: nodeSummarySchema });

/** POST /api/experiments/:id/pause, /resume, /retry, /cancel and /priority */
export const experimentActionResponseSchema = z.object({ experiment: experimentSummarySchema });

/** GET /api/nodes */
export const nodesResponseSchema = z.object({ nodes: z.array(nodeSummarySchema) });

/** GET /api/nodes/token : for operators, the token with which further nodes join */
export const nodeTokenResponseSchema = z.object({ token: z.string() });

const matrixSchema = z.array(z.array(z.number()));

/** GET /api/runs/:id/result : a finished run, readable. `?format=binary` gives the encoded bytes instead. */
export const runResultResponseSchema = z.object({
  id: runIdSchema,
  specification: opaqueSpecificationSchema,
  digest: z.string(),
  times: z.array(z.number()),
  risk: z.array(z.number()),
  /** Q (p × p) and M (p × k) at each time; absent when only the risk was observed. */
  overlaps: z.array(z.object({ Q: matrixSchema, M: matrixSchema })).optional(),
  /** The student's output weights a at each time, of runs that train them and observe overlaps. */
  secondLayer: matrixSchema.optional(),
  /** P (k × k) */
  P: matrixSchema,
});

/** GET /api/experiments/:id/results?format=json : the finished runs. */
export const resultsResponseSchema = z.object({
  experiment: experimentSummarySchema,
  runs: z.array(runResultResponseSchema),
});

export type SubmitRequest = z.input<typeof submitRequestSchema>;
export type SubmitResponse = z.output<typeof submitResponseSchema>;
export type PlanResponse = z.output<typeof planResponseSchema>;
export type RunResultResponse = z.output<typeof runResultResponseSchema>;
export type ResultsResponse = z.output<typeof resultsResponseSchema>;
