import { testConfiguration, waitingWorkers } from '../../vitest.shared.ts';

// One test may start ten processes, each of which takes seconds on a machine that is busy with other suites.
export default testConfiguration({
  maxWorkers: waitingWorkers,
  hookTimeout: 120_000,
  testTimeout: 180_000,
});
