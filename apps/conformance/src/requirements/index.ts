import { coordinatorRequirements } from './coordinator-requirements.ts';
import { nodeRequirements } from './node-requirements.ts';
import type { Requirement } from './requirement.ts';
import { viewerRequirements } from './viewer-requirements.ts';

export { coordinatorRequirements, nodeRequirements, viewerRequirements };
export type { Requirement, RequirementId } from './requirement.ts';

/** Every numbered obligation of docs/protocol.md. */
export const requirements: readonly Requirement[] = [
  ...coordinatorRequirements,
  ...nodeRequirements,
  ...viewerRequirements,
];
