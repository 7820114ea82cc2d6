import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { RunSpecification } from './run-specification.ts';

/** SHA-256 of bytes, as 64 lower-case hexadecimal digits. */
export function digest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/**
 * The identity of a run: SHA-256 of its complete specification in canonical JSON, the version of the
 * numerics included. Runs with the same identity give the same bits; nothing is rounded on the way in, so
 * parameters that differ in the last bit have different identities. `specification` must come from
 * `normalizeRunSpecification`, which spells the defaults out.
 */
export function runIdentity(specification: RunSpecification): string {
  return digest(utf8ToBytes(canonicalJson(specification)));
}

/**
 * The identity a simulation shares with its replicas: everything but the replica number. Also the key of
 * the group's sample streams. For a theory run it equals `runIdentity`.
 */
export function groupIdentity(specification: RunSpecification): string {
  if (specification.kind === 'theory') return runIdentity(specification);
  const shared = Object.entries(specification).filter(([field]) => field !== 'replica');
  return digest(utf8ToBytes(canonicalJson(Object.fromEntries(shared))));
}
