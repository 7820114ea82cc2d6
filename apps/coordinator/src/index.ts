export { createCoordinator, type Coordinator } from './coordinator.ts';
export type { CoordinatorOptions } from './options.ts';
export type { LogDestination, LogLevel } from './http/http-server.ts';
export type { Submission } from './experiments/experiment-service.ts';
export type { LabEvent, LabListener, NewPoints } from './lab-feed.ts';
export { createTokens, ROLES, type Role, type Tokens } from './tokens.ts';
export { RefusedError } from './errors.ts';
export { FolderInUseError } from './store/folder-lock.ts';
export { SOFTWARE_VERSION } from './version.ts';
