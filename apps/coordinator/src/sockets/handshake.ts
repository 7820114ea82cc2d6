import { NUMERICS_VERSION } from '@crossover/experiments';
import {
  nodeHandshakeSchema,
  PROTOCOL_VERSION,
  viewerHandshakeSchema,
  type NodeHandshake,
} from '@crossover/protocol';
import { RefusedError, refuseInvalid } from '../errors.ts';
import type { Authentication } from '../http/authentication.ts';
import { messages } from '../messages.ts';

type Auth = Record<string, unknown>;

/** What a socket sends before it is connected, and where from. */
interface Handshake {
  readonly auth: Auth;
  readonly address: string;
}

/** @throws {RefusedError} when the socket may not be a viewer; it says what to do */
export function admitViewer(
  { auth, address }: Handshake,
  authentication: Authentication,
): 'viewer' | 'operator' {
  const role = authentication.roleFrom(auth['token'], address);
  if (role !== 'viewer' && role !== 'operator') {
    throw new RefusedError('unauthorized', messages.socketToken('/viewers', 'viewer or operator'));
  }
  checkProtocol(auth);
  const parsed = viewerHandshakeSchema.safeParse(auth);
  if (!parsed.success) throw refuseInvalid(parsed.error, messages.handshakeInvalid());
  return role;
}

/** @throws {RefusedError} when the socket may not be a compute node; it says what to do */
export function admitNode({ auth, address }: Handshake, authentication: Authentication): NodeHandshake {
  if (authentication.roleFrom(auth['token'], address) !== 'node') {
    throw new RefusedError('unauthorized', messages.socketToken('/nodes', 'node'));
  }
  checkProtocol(auth);
  const parsed = nodeHandshakeSchema.safeParse(auth);
  if (!parsed.success) throw refuseInvalid(parsed.error, messages.handshakeInvalid());
  const numerics = String(parsed.data.numericsVersion);
  if (numerics !== NUMERICS_VERSION) {
    throw new RefusedError('numerics-version', messages.numericsVersion(numerics, NUMERICS_VERSION));
  }
  return parsed.data;
}

/** Before anything else, because the rest of an older or newer handshake may look different. */
function checkProtocol(auth: Auth): void {
  const version = auth['protocolVersion'];
  if (typeof version === 'number' && version !== PROTOCOL_VERSION) {
    throw new RefusedError('protocol-version', messages.protocolVersion(version));
  }
}
