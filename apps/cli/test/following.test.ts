import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCoordinator, rotateTokens, tokenFileOf, type Coordinator } from '@crossover/coordinator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';
import { tinyExperiment } from './tiny-experiment.ts';

const folder = temporaryFolder();
const experiment = join(folder.path, 'waits.json');
const tokenFile = join(folder.path, 'operator-token');
let coordinator: Coordinator;

beforeAll(async () => {
  // There is no node that would compute it.
  writeFileSync(experiment, JSON.stringify(tinyExperiment({ name: 'waits' })));
  coordinator = await createCoordinator({ port: 0, dataFolder: join(folder.path, 'data'), logger: false });
}, 120_000);
afterAll(async () => {
  await coordinator.close();
  folder.remove();
}, 60_000);

/** Submits the experiment and follows it; resolves when the coordinator sees that somebody watches. */
async function follow(words: string) {
  const ended = inProcess(`run ${experiment} --coordinator ${coordinator.url} ${words}`);
  await expect.poll(watching, { timeout: 30_000 }).toBe(1);
  return { ended };
}

async function watching(): Promise<number> {
  const headers = { authorization: `Bearer ${coordinator.tokens.viewer}` };
  const text = await (await fetch(`${coordinator.url}/metrics`, { headers })).text();
  return Number(/^crossover_viewers\{transport="socket"\} (\d+)/m.exec(text)?.[1]);
}

/** New tokens, which the coordinator has taken up; connections with the former ones have ended. */
async function replaceTokens(before: (operator: string) => void = () => undefined): Promise<string> {
  const { operator } = rotateTokens(tokenFileOf(join(folder.path, 'data')), ['operator'], 0).current;
  before(operator);
  await expect.poll(() => coordinator.tokens.operator, { timeout: 10_000 }).toBe(operator);
  return operator;
}

describe('who follows an experiment while the tokens are replaced', () => {
  it('goes on with the new one from its file', async () => {
    const writeToken = (token: string) => writeFileSync(tokenFile, token, { mode: 0o600 });
    writeToken(coordinator.tokens.operator);
    const { ended } = await follow(`--token-file ${tokenFile}`);
    const operator = await replaceTokens(writeToken);
    await expect.poll(watching, { timeout: 30_000 }).toBe(1);
    const { id } = coordinator.experiments()[0];
    await fetch(`${coordinator.url}/api/experiments/${id}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operator}` },
    });
    const { code, stderr } = await ended;
    expect(stderr).toMatch(/Experiment waits ended cancelled/);
    expect(code).toBe(1);
  });

  it('is told that the experiment goes on, when there is no other one', async () => {
    const { ended } = await follow(`--token ${coordinator.tokens.operator}`);
    await replaceTokens();
    const { code, stdout, stderr } = await ended;
    expect(stderr).toMatch(/The experiment waits-\S+ goes on at the coordinator/);
    expect(stderr).toMatch(/refused the connection \(unauthorized\)/);
    expect([code, stdout]).toEqual([2, '']);
  });
});
