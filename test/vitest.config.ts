import { testConfiguration } from '../vitest.shared.ts';

// The suites start coordinators, nodes and browsers of their own: one file at a time keeps two cores enough.
export default testConfiguration({
  include: ['*/**/*.test.ts'],
  exclude: ['test-results/**', 'node_modules/**'],
  fileParallelism: false,
  testTimeout: 180_000,
  hookTimeout: 120_000,
});
