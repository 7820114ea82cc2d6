import { expect, it } from 'vitest';
import { runCampaign } from './fuzz/campaign.ts';

/** `npm run fuzz` sends a hundred thousand; docs/hostile-input.md says what is watched meanwhile. */
const CASES = 2000;

it('a coordinator that is sent generated messages and requests goes on with honest work, and lets nobody in', async () => {
  const report = await runCampaign({ seed: 4, from: 0, count: CASES, seconds: 150 });
  expect(report.findings).toEqual([]);
  expect(report.sent).toBe(CASES);
  expect(report.honest.rightRuns).toBeGreaterThan(0);
});
