import { describe, expect, it } from 'vitest';
import { cases, deviation, preciseCases, sampleCase, STANDARD_ERRORS, worst } from './one-step-cases.ts';

/** With control variates four standard errors are then a few parts in ten thousand of the drift. */
const DRAWS = 4_000_000;

const all = { ...preciseCases, ...cases };

describe.each(['projected', 'direct'] as const)('the mean of one step of the %s engine', (name) => {
  it.each(Object.keys(all))('is the exact one: %s', (label) => {
    const most = worst(sampleCase(name, `${label}, many`, all[label], DRAWS));
    expect(deviation(most), most.what).toBeLessThan(STANDARD_ERRORS);
  });
});
