import { expect, it } from 'vitest';
import { runIdentity } from '@crossover/experiments';
import { coordinator, freshCoordinator, join } from './joined-nodes.ts';
import { longSimulation } from './specifications.ts';
import { testToken } from './test-coordinator.ts';

freshCoordinator();

const newToken = 'the token in the place of that';

/** A node with a run in hand, whose token is replaced; resolves when it has been refused. */
async function withReplacedToken(token: () => string) {
  const warnings: string[] = [];
  const refused = Promise.withResolvers<void>();
  const specification = longSimulation(9, 500_000);
  coordinator.add(specification);
  const node = join({
    token,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (line) => {
        warnings.push(line);
        if (line.includes('unauthorized')) refused.resolve();
      },
    },
  });
  await coordinator.until(() => coordinator.messages('report').length > 0);
  coordinator.token = newToken;
  coordinator.turnOut();
  await refused.promise;
  return { node, warnings, runId: runIdentity(specification) };
}

it('whose token was replaced computes on, says what to do, and delivers when it has the new one', async () => {
  let token = testToken;
  const { node, warnings, runId } = await withReplacedToken(() => token);
  await expect
    .poll(() => node.status(), { timeout: 30_000 })
    .toMatchObject({ connected: false, runsFinished: 1 });
  expect(coordinator.messages('complete')).toEqual([]);
  expect(warnings.join('\n')).toMatch(
    /took this node's token before.*was replaced.*give the node the new one/,
  );
  expect(warnings.join('\n')).not.toContain(testToken);
  token = newToken;
  await coordinator.until(() => coordinator.messages('complete').length === 1);
  expect(coordinator.messages('complete')[0].runId).toBe(runId);
  expect(coordinator.messages('hello')).toHaveLength(2);
});

it('tries the new token that it was given in time at once', async () => {
  const asked: string[] = [];
  let token = testToken;
  const node = join({
    token: () => {
      asked.push(token);
      return token;
    },
  });
  await node.admitted;
  coordinator.token = token = newToken;
  coordinator.turnOut();
  await coordinator.until(() => coordinator.messages('hello').length === 2);
  expect(asked).toEqual([testToken, newToken]);
});

it('ends when the token was wrong from the beginning, or can be no other', async () => {
  await expect(join({ token: () => 'a guess' }).finished).rejects.toMatchObject({ code: 'unauthorized' });
  const node = join();
  await node.admitted;
  coordinator.token = newToken;
  coordinator.turnOut();
  await expect(node.finished).rejects.toThrow(/unauthorized.*Use the node token/);
});
