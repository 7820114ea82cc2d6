import { testConfiguration, waitingWorkers } from '../../vitest.shared.ts';

// Creating an embedded database takes seconds on a machine that is busy with other suites.
export default testConfiguration({
  maxWorkers: waitingWorkers,
  globalSetup: 'test/support/template.ts',
  hookTimeout: 120_000,
  testTimeout: 120_000,
});
