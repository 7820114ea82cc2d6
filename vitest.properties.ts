import * as fc from 'fast-check';

/**
 * Tests of properties draw the same cases each time, so that what passes once passes everywhere. To look further,
 * give another seed and more cases: CONTRIBUTING.md says how.
 */
const { CROSSOVER_PROPERTY_SEED: seed = '1', CROSSOVER_PROPERTY_CASES: cases = '100' } = process.env;
fc.configureGlobal({ seed: Number(seed), numRuns: Number(cases) });
