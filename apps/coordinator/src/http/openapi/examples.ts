import type {
  ExperimentDetail,
  ExperimentSummary,
  NodeSummary,
  RunResultResponse,
} from '@crossover/protocol';

const runId = 'c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2';
const attempt = { jobId: '0199b7a5-5d1a-7c3e-8f10-3f7a5f6f9d21', retryCount: 0 };
const instant = '2026-11-23T12:00:00.000Z';

/** What a part of an experiment has to say at least. */
const part = {
  base: {
    widthPrefactor: 4,
    teacherWidth: 2,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 1,
    noise: 0.001,
    inputDimension: 100,
    times: { tMax: 10, points: 50 },
  },
  replicas: 8,
  theory: ['finite'],
};

const specification = { name: 'floor', title: 'The floor of the plateau', parts: [part] };

const experiment: ExperimentSummary = {
  id: 'floor-0f3a91bc',
  name: 'floor',
  title: 'The floor of the plateau',
  question: '',
  state: 'running',
  createdAt: instant,
  finishedAt: null,
  runs: { total: 9, queued: 4, running: 2, finished: 3, failed: 0, cancelled: 0, paused: 0 },
  priority: 'normal',
  verification: { share: 0, verified: 0, mismatches: 0, waiting: 0 },
  fraction: 0.4,
  secondsLeft: 12.5,
  points: { regimes: ['plateau'], positions: [{ kappa: 0, delta: 0 }] },
};

const run: ExperimentDetail['runs'][number] = {
  id: runId,
  specification: { kind: 'simulation', kappa: 0, delta: 0, replica: 0 },
  state: 'running',
  fraction: 0.5,
  node: 'workstation',
  attempt,
  pointsDone: 2,
  error: null,
  secondsSpent: null,
};

const points = [{ runId, firstIndex: 0, risk: [0.31, 0.29] }];

const detail: ExperimentDetail = {
  summary: experiment,
  specification,
  runs: [run],
  points,
  runsToFollow: 8,
};

const node: NodeSummary = {
  id: 'workstation',
  name: 'workstation',
  threads: 8,
  busyThreads: 8,
  stepsPerSecond: 1.2e6,
  connected: true,
  silent: false,
  state: 'active',
  reason: null,
  speed: 0.97,
  lastHeardAt: instant,
  softwareVersion: '0.1.0',
  runs: [{ runId, fraction: 0.5 }],
};

const result: RunResultResponse = {
  id: runId,
  specification: { kind: 'simulation', kappa: 0, delta: 0, replica: 0 },
  digest: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  times: [0, 10],
  risk: [0.31, 0.0021],
  P: [
    [1, 0],
    [0, 1],
  ],
};

/** One laboratory, as every answer of the document shows it. */
export const examples = {
  attempt,
  detail,
  experiment,
  failure: {
    runId,
    runState: 'queued',
    attempt,
    node: 'workstation',
    error: { name: 'NonFiniteResultError', message: 'The risk left the floating-point numbers at t = 3.2.' },
    occurredAt: instant,
  },
  node,
  result,
  run,
  runId,
  specification,
} as const;
