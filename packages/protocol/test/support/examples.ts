const runId = 'a'.repeat(64);
const attempt = { jobId: '01234567-89ab-4def-8123-456789abcdef', retryCount: 0 };
const specification = { kind: 'simulation', seed: 1 };
const instant = '2026-11-23T12:00:00.000Z';

const summary = {
  id: 'crossover-0123abcd',
  name: 'crossover',
  title: 'The crossover',
  question: 'Which regime?',
  state: 'running',
  createdAt: instant,
  finishedAt: null,
  runs: { total: 1, queued: 0, running: 1, finished: 0, failed: 0, cancelled: 0, paused: 0 },
  priority: 'normal',
  verification: { share: 0, verified: 0, mismatches: 0, waiting: 0 },
  fraction: 0.5,
  secondsLeft: null,
  points: { regimes: ['plateau'], positions: [{ kappa: 0, delta: 0 }] },
};

const node = {
  id: 'node-1',
  name: 'workstation',
  threads: 8,
  busyThreads: 1,
  stepsPerSecond: 1e6,
  connected: true,
  silent: false,
  state: 'active',
  reason: null,
  speed: 0.9,
  lastHeardAt: instant,
  softwareVersion: '0.1.0',
  runs: [{ runId, fraction: 0.5 }],
};

const run = {
  id: runId,
  specification,
  state: 'running',
  fraction: 0.5,
  node: 'node-1',
  attempt,
  pointsDone: 1,
  error: null,
  secondsSpent: null,
};

const points = [{ runId, firstIndex: 0, risk: [0.1] }];
const lease = { runId, attempt };
const settled = { ok: true, accepted: true, continue: false };

interface Example {
  readonly message: Record<string, unknown>;
  readonly answer: Record<string, unknown>;
}

/** One good message and one good answer for every event. */
export const examples: Record<string, Example | undefined> = {
  hello: {
    message: { leases: [lease] },
    answer: { ok: true, keep: [runId], drop: [], coordinators: ['http://lab:4280'] },
  },
  lease: {
    message: { capacity: 2 },
    answer: { ok: true, assignments: [{ ...lease, specification, checkpoint: null, work: 1e6 }] },
  },
  report: {
    message: {
      ...lease,
      sequence: 1,
      fraction: 0.5,
      stepsPerSecond: 1e6,
      points: { firstIndex: 0, count: 1, data: new Uint8Array(8) },
      checkpoint: new Uint8Array(100),
    },
    answer: { ok: true, continue: true },
  },
  complete: {
    message: { ...lease, result: new Uint8Array(24), digest: runId, seconds: 1.5 },
    answer: settled,
  },
  fail: {
    message: { ...lease, error: { name: 'NonFiniteResultError', message: 'it diverged' }, retryable: false },
    answer: settled,
  },
  release: { message: lease, answer: settled },
  heartbeat: {
    message: { busyThreads: 1, threads: 8, stepsPerSecond: 1e6, runs: [{ runId, fraction: 0.5 }] },
    answer: { ok: true },
  },
  'work-available': { message: {}, answer: { ok: true } },
  cancel: { message: { ...lease, graceful: true }, answer: { ok: true } },
  watch: {
    message: { experimentId: summary.id },
    answer: {
      ok: true,
      experiments: [summary],
      nodes: [node],
      detail: { summary, specification, runs: [run], points, runsToFollow: 0 },
    },
  },
  control: {
    message: { verb: 'pause', experimentId: summary.id },
    answer: { ok: true, experiment: summary },
  },
  frame: {
    message: { sequence: 1, experiments: [summary], removed: [], nodes: [node], runs: [run], points },
    answer: { ok: true },
  },
};
