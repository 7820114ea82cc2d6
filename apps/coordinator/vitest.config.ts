import { testConfiguration } from '../../vitest.shared.ts';

// Creating an embedded database takes seconds on a machine that is busy with other suites.
export default testConfiguration({
  globalSetup: 'test/support/template.ts',
  hookTimeout: 120_000,
  testTimeout: 120_000,
});
