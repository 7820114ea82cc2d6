import { hints, idleness, rhythm } from './asking.ts';
import { impossibleRuns, strangeMessages } from './distrust.ts';
import { checkpoints, executing, resuming } from './executing.ts';
import { joining } from './joining.ts';
import type { NodeCheck } from './node-check.ts';
import { refusal } from './refusal.ts';
import { absence, lostAnswers, otherCoordinator } from './separation.ts';
import { attempts, leaving, stopping } from './stopping.ts';

/** Everything that is played with a node. The longest comes first; the last ones are the end of a node that is not started anew. */
export const nodeChecks: readonly NodeCheck[] = [
  idleness,
  joining,
  hints,
  rhythm,
  executing,
  checkpoints,
  resuming,
  stopping,
  attempts,
  strangeMessages,
  impossibleRuns,
  lostAnswers,
  absence,
  otherCoordinator,
  leaving,
  refusal,
];
