import { testConfiguration } from '../../../../vitest.shared.ts';

/** What takes too long for every run of the tests: `npm run test:slow`. */
export default testConfiguration({
  include: ['test/**/*.slow.ts'],
  reporters: ['default'],
  testTimeout: 3_600_000,
});
