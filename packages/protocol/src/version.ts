/**
 * The version of everything in this package: events, schemas, meaning. It rises by one whenever an end
 * that was right before would be wrong afterwards. Both ends compare it in the handshake, and the older
 * one is told to upgrade.
 */
export const PROTOCOL_VERSION = 2;

/** The socket.io namespaces. Each asks for its own token: a viewer can never act as a compute node. */
export const NAMESPACES = {
  nodes: '/nodes',
  viewers: '/viewers',
} as const;
