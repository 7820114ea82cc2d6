import type { FastifyBaseLogger } from 'fastify';
import type { LabFeed } from '../lab-feed.ts';
import type { NodeConduct } from '../nodes/node-conduct.ts';
import type { Durable } from '../runs/durable.ts';
import type { VerificationDesk } from '../verification/verification-desk.ts';
import type { NodeRoster } from './node-roster.ts';
import type { WorkRate } from './work-rate.ts';

/** What the dispatcher works with. */
export interface DispatchSurroundings {
  readonly durable: Durable;
  readonly feed: LabFeed;
  readonly rate: WorkRate;
  readonly log: FastifyBaseLogger;
  readonly conduct: NodeConduct;
  readonly verification: VerificationDesk;
}

/** What its parts share. */
export interface Desk extends DispatchSurroundings {
  readonly roster: NodeRoster;
  /** Tells all nodes that there may be work. */
  readonly nudge: () => void;
}
