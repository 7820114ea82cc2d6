export { checkCoordinator } from './coordinator/check-coordinator.ts';
export type { CoordinatorCheckOptions } from './coordinator/options.ts';
export { checkNode } from './node/check-node.ts';
export type { NodeCheckOptions } from './node/options.ts';
export { startCommand } from './node/start-command.ts';
export type { CoordinatorToJoin, StartedNode, StartNode } from './node/started-node.ts';
export { CannotCheckError } from './errors.ts';
export type { ConformanceReport, Observation, Outcome } from './report/conformance-report.ts';
export { formatReport } from './report/format-report.ts';
export {
  coordinatorRequirements,
  nodeRequirements,
  requirements,
  viewerRequirements,
  type Requirement,
  type RequirementId,
} from './requirements/index.ts';
export type { CheckSelection } from './run-checks.ts';
