import { z } from './zod.ts';
import { answerSchema } from './answers.ts';
import { binarySchema } from './binary.ts';
import type { EventMap, EventTable } from './event-map.ts';
import {
  addressSchema,
  attemptSchema,
  digestSchema,
  fractionSchema,
  leaseSchema,
  magnitudeSchema,
  opaqueSpecificationSchema,
  runIdSchema,
} from './identifiers.ts';
import { LIMITS } from './limits.ts';

const runFraction = z.strictObject({ runId: runIdSchema, fraction: fractionSchema });

/** First message after every (re)connection: what the node is still working on. */
export const helloMessageSchema = z.strictObject({
  leases: z.array(leaseSchema).max(LIMITS.maxLeasesPerNode),
});

/**
 * How many more runs the node can take: `capacity` whatever their length, and up to `most` when they are so
 * short that together they keep it busy for a few seconds.
 */
export const leaseMessageSchema = z.strictObject({
  capacity: z.int().min(1).max(LIMITS.maxLeaseBatch),
  most: z.int().min(1).max(LIMITS.maxLeaseBatch).optional(),
});

/** One run given to a node, from its last checkpoint on. */
export const assignmentSchema = z.object({
  runId: runIdSchema,
  attempt: attemptSchema,
  specification: opaqueSpecificationSchema,
  checkpoint: binarySchema(LIMITS.maxCheckpointBytes).nullable(),
  /** Estimated work in microseconds of a reference core. */
  work: magnitudeSchema,
});

/**
 * Records of consecutive time points: `count` records from time index `firstIndex` on, as little-endian
 * float64. A record is [risk] or [risk, Q (p × p), M (p × k)], row-major.
 */
export const wirePointsSchema = z.strictObject({
  firstIndex: z.int().min(0),
  count: z.int().min(0).max(LIMITS.maxPointsPerReport),
  data: binarySchema(LIMITS.maxPointsBytes),
});

/** Progress of one run. Numbered from 1 within the attempt, so that a repeated delivery is recognised. */
export const reportMessageSchema = z.strictObject({
  runId: runIdSchema,
  attempt: attemptSchema,
  sequence: z.int().min(1),
  fraction: fractionSchema,
  stepsPerSecond: magnitudeSchema,
  points: wirePointsSchema.nullable(),
  checkpoint: binarySchema(LIMITS.maxCheckpointBytes).nullable(),
});

/** A finished run: its encoded result, the SHA-256 of those bytes, and the computing time in seconds. */
export const completeMessageSchema = z.strictObject({
  runId: runIdSchema,
  attempt: attemptSchema,
  result: binarySchema(LIMITS.maxResultBytes),
  digest: digestSchema,
  seconds: magnitudeSchema,
});

/** A run that ended with an error. `retryable` says whether another attempt could do better. */
export const failMessageSchema = z.strictObject({
  runId: runIdSchema,
  attempt: attemptSchema,
  error: z.strictObject({
    name: z.string().max(LIMITS.maxNameLength),
    message: z.string().max(LIMITS.maxMessageLength),
  }),
  retryable: z.boolean(),
});

export const heartbeatMessageSchema = z.strictObject({
  busyThreads: z.int().min(0).max(LIMITS.maxThreads),
  threads: z.int().min(1).max(LIMITS.maxThreads),
  stepsPerSecond: magnitudeSchema,
  runs: z.array(runFraction).max(LIMITS.maxLeasesPerNode),
});

/** What compute nodes send. Each is acknowledged after the database has committed what it says. */
export const nodeEvents = {
  hello: {
    message: helloMessageSchema,
    /** `coordinators`: where others share the work, to go to when this one is gone. */
    answer: answerSchema({
      keep: z.array(runIdSchema),
      drop: z.array(runIdSchema),
      coordinators: z.array(addressSchema),
    }),
  },
  lease: {
    message: leaseMessageSchema,
    answer: answerSchema({ assignments: z.array(assignmentSchema) }),
  },
  report: {
    message: reportMessageSchema,
    /** `continue` is false when the run was cancelled or given to somebody else: stop it, send no more. */
    answer: answerSchema({ continue: z.boolean() }),
  },
  complete: {
    message: completeMessageSchema,
    /** `accepted` is false when another attempt has replaced this one; either way the run is done here. */
    answer: answerSchema({ accepted: z.boolean(), continue: z.literal(false) }),
  },
  fail: {
    message: failMessageSchema,
    answer: answerSchema({ accepted: z.boolean(), continue: z.literal(false) }),
  },
  /** Hands a run back unfinished, for example when the node is stopped. Its last checkpoint stays. */
  release: {
    message: leaseSchema,
    answer: answerSchema({ accepted: z.boolean(), continue: z.literal(false) }),
  },
  heartbeat: {
    message: heartbeatMessageSchema,
    /** `coordinators` as in `hello`: they come and go while a node stays. */
    answer: answerSchema({ coordinators: z.array(addressSchema).optional() }),
  },
} as const satisfies EventTable;

export const cancelMessageSchema = z.object({ ...leaseSchema.shape, graceful: z.boolean() });

/** What the coordinator sends to compute nodes. */
export const coordinatorToNodeEvents = {
  /** There may be runs to lease: a hint that may be lost or repeated. */
  'work-available': { message: z.object({}), answer: answerSchema({}) },
  /** Stop this attempt and forget it. `graceful`: send a last report with a checkpoint first. */
  cancel: { message: cancelMessageSchema, answer: answerSchema({}) },
} as const satisfies EventTable;

export type NodeToCoordinatorEvents = EventMap<typeof nodeEvents>;
export type CoordinatorToNodeEvents = EventMap<typeof coordinatorToNodeEvents>;

export type CancelMessage = z.input<typeof cancelMessageSchema>;
export type HelloMessage = z.input<typeof helloMessageSchema>;
export type LeaseMessage = z.input<typeof leaseMessageSchema>;
export type Assignment = z.output<typeof assignmentSchema>;
export type WirePoints = z.input<typeof wirePointsSchema>;
export type ReportMessage = z.input<typeof reportMessageSchema>;
export type CompleteMessage = z.input<typeof completeMessageSchema>;
export type FailMessage = z.input<typeof failMessageSchema>;
export type ReleaseMessage = z.input<typeof leaseSchema>;
export type HeartbeatMessage = z.input<typeof heartbeatMessageSchema>;
