import { describe, expect, it } from 'vitest';
import { coordinator, freshCoordinator, join } from './joined-nodes.ts';
import { testToken } from './test-coordinator.ts';

freshCoordinator();

describe('a compute node that is not wanted', () => {
  it('says that the token is wrong and what to do', async () => {
    const node = join({ token: 'a guess' });
    await expect(node.admitted).rejects.toMatchObject({
      name: 'ConnectionRefusedError',
      code: 'unauthorized',
    });
    await expect(node.finished).rejects.toThrow(/Use the node token that the coordinator printed/);
  });

  it('says that the versions differ and what to do', async () => {
    const node = join({ name: 'of another version' });
    await expect(node.finished).rejects.toMatchObject({ code: 'numerics-version' });
    await expect(node.finished).rejects.toThrow(/found 0, needed 1.*Install the same version/);
  });

  it('says that the protocol is another one and what to do', async () => {
    coordinator.refuses = 'protocol-version';
    await expect(join().finished).rejects.toThrow(
      /\(protocol-version\): told to refuse Install the same version of Crossover on this machine and on the/,
    );
  });

  it('waits for a coordinator that is not there yet', async () => {
    await coordinator.stop();
    const warnings: string[] = [];
    const repeated: string[] = [];
    const node = join({
      logger: {
        debug: (line) => repeated.push(line),
        info: () => undefined,
        warn: (line) => warnings.push(line),
      },
    });
    while (repeated.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    // Every attempt fails in the same way: that is said once.
    expect(warnings).toEqual([repeated[0]]);
    expect(warnings[0]).toMatch(/Cannot reach the coordinator at http.* trying again/);
    expect(warnings.join()).not.toContain(testToken);
    await coordinator.start();
    await expect(node.admitted).resolves.toBeUndefined();
  });
});
