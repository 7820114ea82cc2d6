export { NAMESPACES, PROTOCOL_VERSION } from './version.ts';
export { LIMITS, TIMINGS } from './limits.ts';
export {
  attemptSchema,
  digestSchema,
  experimentIdSchema,
  leaseSchema,
  nodeIdSchema,
  opaqueSpecificationSchema,
  runIdSchema,
  type Attempt,
  type Lease,
  type OpaqueSpecification,
} from './identifiers.ts';
export { binarySchema, bytesFromFloat64, float64FromBytes } from './binary.ts';
export {
  answerSchema,
  ERROR_CODES,
  wireErrorSchema,
  type Answer,
  type ErrorCode,
  type WireError,
} from './answers.ts';
export {
  nodeHandshakeSchema,
  viewerHandshakeSchema,
  type NodeHandshake,
  type ViewerHandshake,
} from './handshake.ts';
export type {
  AnswerOf,
  EventContract,
  EventMap,
  EventTable,
  MessageOf,
  ParsedMessageOf,
} from './event-map.ts';
export {
  experimentDetailSchema,
  experimentStateSchema,
  experimentSummarySchema,
  nodeSummarySchema,
  riskPointsSchema,
  runStateSchema,
  runSummarySchema,
  runUpdateSchema,
  type ExperimentDetail,
  type ExperimentState,
  type ExperimentSummary,
  type NodeSummary,
  type RiskPoints,
  type RunState,
  type RunSummary,
  type RunUpdate,
} from './summaries.ts';
export {
  assignmentSchema,
  coordinatorToNodeEvents,
  nodeEvents,
  wirePointsSchema,
  type Assignment,
  type CompleteMessage,
  type CoordinatorToNodeEvents,
  type FailMessage,
  type HeartbeatMessage,
  type HelloMessage,
  type LeaseMessage,
  type NodeToCoordinatorEvents,
  type ReleaseMessage,
  type ReportMessage,
  type WirePoints,
} from './node-events.ts';
export {
  coordinatorToViewerEvents,
  frameSchema,
  viewerEvents,
  watchMessageSchema,
  type CoordinatorToViewerEvents,
  type Frame,
  type ViewerToCoordinatorEvents,
  type WatchMessage,
} from './viewer-events.ts';
export {
  errorResponseSchema,
  experimentActionResponseSchema,
  experimentResponseSchema,
  experimentsResponseSchema,
  healthResponseSchema,
  nodesResponseSchema,
  presetsResponseSchema,
  resultsResponseSchema,
  runResultResponseSchema,
  submitRequestSchema,
  submitResponseSchema,
  type ResultsResponse,
  type RunResultResponse,
  type SubmitRequest,
  type SubmitResponse,
} from './http.ts';
