import { NUMERICS_VERSION } from '@crossover/experiments';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import { SOFTWARE_VERSION } from '../version.ts';

/** What has to be the same for coordinators of one database, and the version of the program, which need not. */
export interface Versions {
  readonly numerics: string;
  readonly protocol: number;
  readonly software: string;
}

export const OWN_VERSIONS: Versions = {
  numerics: NUMERICS_VERSION,
  protocol: PROTOCOL_VERSION,
  software: SOFTWARE_VERSION,
};

/** Another coordinator is at work on the database, or was, with which this one does not go together. */
export class CoordinatorVersionError extends Error {
  override readonly name = 'CoordinatorVersionError';
}
