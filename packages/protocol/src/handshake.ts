import { z } from './zod.ts';
import { nodeIdSchema } from './identifiers.ts';
import { LIMITS } from './limits.ts';

const tokenSchema = z.string().min(1).max(LIMITS.maxNameLength);
const versionSchema = z.int().min(1);

/** socket.io's `auth` on the viewers' namespace. */
export const viewerHandshakeSchema = z.object({
  token: tokenSchema,
  protocolVersion: versionSchema,
});

/** socket.io's `auth` on the compute nodes' namespace. */
export const nodeHandshakeSchema = z.object({
  token: tokenSchema,
  protocolVersion: versionSchema,
  nodeId: nodeIdSchema,
  name: z.string().min(1).max(LIMITS.maxNameLength),
  threads: z.int().min(1).max(LIMITS.maxThreads),
  softwareVersion: z.string().max(LIMITS.maxNameLength),
  /** Nodes whose numerics differ would compute other bits under the same run id, so they are refused. */
  numericsVersion: z.union([z.string().max(LIMITS.maxNameLength), z.int()]),
});

export type ViewerHandshake = z.infer<typeof viewerHandshakeSchema>;
export type NodeHandshake = z.infer<typeof nodeHandshakeSchema>;
