import { z } from './zod.ts';
import {
  attemptSchema,
  experimentIdSchema,
  fractionSchema,
  instantSchema,
  magnitudeSchema,
  nodeIdSchema,
  opaqueSpecificationSchema,
  runIdSchema,
} from './identifiers.ts';

export const runStateSchema = z.enum(['queued', 'running', 'finished', 'failed', 'cancelled', 'paused']);
/** The weight of an experiment beside others: they share the nodes as 1 : 4 : 16. */
export const prioritySchema = z.enum(['low', 'normal', 'high']);
export const nodeStateSchema = z.enum(['active', 'draining', 'quarantined']);
export const experimentStateSchema = runStateSchema;

export type RunState = z.infer<typeof runStateSchema>;
export type ExperimentState = z.infer<typeof experimentStateSchema>;
export type Priority = z.infer<typeof prioritySchema>;
export type NodeState = z.infer<typeof nodeStateSchema>;

const count = z.int().min(0);

/** An experiment in one line of the list. */
export const experimentSummarySchema = z.object({
  id: experimentIdSchema,
  name: z.string(),
  title: z.string(),
  question: z.string(),
  state: experimentStateSchema,
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  runs: z.object({
    total: count,
    queued: count,
    running: count,
    finished: count,
    failed: count,
    cancelled: count,
    /** Held back until the experiment is resumed. */
    paused: count,
  }),
  priority: prioritySchema,
  /** Runs that are computed twice, on two nodes, and compared bit for bit: what was asked for, and what has come of it. */
  verification: z.object({
    share: fractionSchema,
    verified: count,
    mismatches: count,
    /** Those that wait for another node than has computed them; older coordinators do not say it. */
    waiting: count.default(0),
  }),
  /** Share of the estimated work that is done. */
  fraction: fractionSchema,
  /** From the measured work per second of the connected nodes; null while nothing has been measured. */
  secondsLeft: magnitudeSchema.nullable(),
  /** Where its runs lie in the phase diagram. */
  points: z.object({
    regimes: z.array(z.string()),
    positions: z.array(z.object({ kappa: z.number(), delta: z.number() })),
  }),
});

export type ExperimentSummary = z.infer<typeof experimentSummarySchema>;

/** One run of an experiment. */
export const runSummarySchema = z.object({
  id: runIdSchema,
  specification: opaqueSpecificationSchema,
  state: runStateSchema,
  fraction: fractionSchema,
  /** The node that has it now, or had it last. */
  node: nodeIdSchema.nullable(),
  attempt: attemptSchema.nullable(),
  /** How many time points are known. */
  pointsDone: count,
  error: z.object({ name: z.string(), message: z.string() }).nullable(),
  secondsSpent: magnitudeSchema.nullable(),
});

export type RunSummary = z.infer<typeof runSummarySchema>;

/** A change of a run: a summary that leaves out the specification when the viewer has it already. */
export const runUpdateSchema = runSummarySchema.partial({ specification: true });

export type RunUpdate = z.infer<typeof runUpdateSchema>;

/** New points of a run's risk curve, from time index `firstIndex` on. */
export const riskPointsSchema = z.object({
  runId: runIdSchema,
  firstIndex: count,
  risk: z.array(z.number()),
});

export type RiskPoints = z.infer<typeof riskPointsSchema>;

/** An experiment with its runs and their curves so far. */
export const experimentDetailSchema = z.object({
  summary: experimentSummarySchema,
  specification: opaqueSpecificationSchema,
  /** The first page of its runs; those beyond follow in frames (sockets) or further pages (HTTP). */
  runs: z.array(runSummarySchema),
  points: z.array(riskPointsSchema),
  /** How many of its runs are not in this page or an earlier one. */
  runsToFollow: count,
});

export type ExperimentDetail = z.infer<typeof experimentDetailSchema>;

/** A compute node and its load. */
export const nodeSummarySchema = z.object({
  id: nodeIdSchema,
  name: z.string(),
  threads: count,
  busyThreads: count,
  stepsPerSecond: magnitudeSchema,
  connected: z.boolean(),
  /** Connected, but several of its heartbeats have not come. */
  silent: z.boolean().default(false),
  /** A draining node gets no more runs; a quarantined one has failed too fast or returned wrong bits. */
  state: nodeStateSchema,
  /** Why it is not active. */
  reason: z.string().nullable(),
  /** What one of its threads does in a second, in seconds of a reference core; null until it has been measured. */
  speed: magnitudeSchema.nullable(),
  /** Viewers are not told each time a connected node is heard that is not `silent`. */
  lastHeardAt: instantSchema,
  softwareVersion: z.string(),
  runs: z.array(z.object({ runId: runIdSchema, fraction: fractionSchema })),
});

export type NodeSummary = z.infer<typeof nodeSummarySchema>;
