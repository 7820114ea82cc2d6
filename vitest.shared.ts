import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** For suites that mostly wait for processes, sockets and patience to run out: more files at a time than cores. */
export const waitingWorkers = Math.max(3, availableParallelism());

/**
 * One configuration for every package's tests. Imports of `@crossover/*` resolve to the sources, so
 * that a test never reads a stale build, and each suite leaves a JSON report that the test runner of
 * the repository adds up.
 */
export function testConfiguration(overrides: ViteUserConfig['test'] = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions: ['@crossover/source', 'node'] },
    ssr: { resolve: { conditions: ['@crossover/source', 'node'] } },
    test: {
      include: ['test/**/*.test.ts'],
      setupFiles: [fileURLToPath(new URL('vitest.properties.ts', import.meta.url))],
      // Loading the sources anew for every file of tests takes longer than most of the tests.
      isolate: false,
      reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
      testTimeout: 60_000,
      // The task runner asks its children for colours; what tests read from programs must be plain text.
      env: { FORCE_COLOR: '0' },
      ...overrides,
    },
  });
}
