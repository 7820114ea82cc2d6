import { z } from './zod.ts';

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest of 64 lower-case hexadecimal digits is needed');

/** A run is named by the hash of its canonical specification: the same run is never computed twice. */
export const runIdSchema = digestSchema;

export const experimentIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'an experiment id of lower-case letters, digits and hyphens is needed');

/** Chosen by the node and kept across its restarts, so that a node that comes back is known again. */
export const nodeIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9._-]{1,80}$/,
    'a node id of 1 to 80 letters, digits, dots, hyphens or underscores is needed',
  );

/**
 * One attempt at a run: the fencing token. A job that was given to somebody else has a higher
 * `retryCount`, so that whatever the replaced attempt still sends is recognised and changes nothing.
 */
export const attemptSchema = z.strictObject({
  jobId: z.uuid(),
  retryCount: z.int().min(0),
});

export type Attempt = z.infer<typeof attemptSchema>;

/** A lease: this run, by this attempt. */
export const leaseSchema = z.strictObject({ runId: runIdSchema, attempt: attemptSchema });

export type Lease = z.infer<typeof leaseSchema>;

/** A share of work done, from 0 to 1. */
export const fractionSchema = z.number().min(0).max(1);

/** A rate or a duration: finite and not negative. */
export const magnitudeSchema = z.number().min(0);

/** An address as a node was given one: http or https, host, port. */
export const addressSchema = z.url({ protocol: /^https?$/ }).max(500);

/** An instant as ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime();

/**
 * A run or experiment specification as it travels: a JSON object that this package does not look into.
 * The ends validate it with the schemas of `@crossover/experiments`.
 */
export const opaqueSpecificationSchema = z.record(z.string(), z.unknown());

export type OpaqueSpecification = z.infer<typeof opaqueSpecificationSchema>;
