import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createComputeNode, type ComputeNode } from '@crossover/compute-node';
import { createCoordinator, type Coordinator } from '@crossover/coordinator';
import { experimentSummarySchema, nodeSummarySchema } from '@crossover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';
import { tinyExperiment } from './tiny-experiment.ts';

const experiment = (name: string, tMax: number) => tinyExperiment({ name, times: { tMax, points: 5 } });

describe('steering a coordinator from the command line', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let coordinator: Coordinator;
  let node: ComputeNode | undefined;

  beforeAll(async () => {
    folder = temporaryFolder();
    coordinator = await createCoordinator({ port: 0, dataFolder: join(folder.path, 'data'), logger: false });
  }, 60_000);
  afterAll(async () => {
    await node?.close();
    await coordinator.close();
    folder.remove();
  });

  const at = (words: string, role: 'operator' | 'viewer' = 'operator') =>
    inProcess(`${words} --coordinator ${coordinator.url} --token ${coordinator.tokens[role]}`);
  const joined = async (): Promise<ComputeNode> => {
    node ??= createComputeNode({
      coordinatorUrl: coordinator.url,
      token: coordinator.tokens.node,
      threads: 1,
      name: 'bench',
      nodeId: 'bench-1',
    });
    await node.admitted;
    return node;
  };

  it('pauses, resumes, weighs, cancels and removes an experiment, and says each time how it stands then', async () => {
    const { id } = (await coordinator.submit(experiment('first', 2))).experiment;
    const orders = [
      ['pause first', { state: 'paused', runs: { paused: 3 } }],
      [`pause ${id}`, { state: 'paused', runs: { paused: 3 } }],
      ['resume first', { state: 'queued', runs: { queued: 3 } }],
      ['priority first high', { priority: 'high' }],
      ['cancel first', { state: 'cancelled', runs: { cancelled: 3 } }],
      ['resume first', { state: 'queued', runs: { queued: 3 } }],
      ['cancel first --now', { state: 'cancelled' }],
    ] as const;
    for (const [words, standing] of orders) {
      const { code, stdout, stderr } = await at(`${words} --json`);
      expect([code, stderr], words).toEqual([0, '']);
      expect(experimentSummarySchema.parse(JSON.parse(stdout)), words).toMatchObject({ id, ...standing });
    }
    const words = await at('resume first');
    expect(words.stdout).toBe(`${id} is queued: first 0 % · 0 of 3 runs\n`);
    const listed = await at('experiments', 'viewer');
    expect(listed.stdout).toMatch(/^EXPERIMENT +STATE +PRIORITY/);
    expect(listed.stdout).toMatch(new RegExp(`^${id} +queued +high +0 % +0/3`, 'm'));
    expect(JSON.parse((await at('remove first --json')).stdout)).toEqual({ removed: true });
    const again = await at('remove first --json');
    expect([again.code, JSON.parse(again.stdout)]).toEqual([0, { removed: false }]);
    expect(again.stderr).toMatch(/There is no experiment "first": nothing had to be removed/);
    expect(coordinator.experiments()).toEqual([]);
  });

  it('refuses what makes no sense, what is not known, and a token that may only look', async () => {
    const { id } = (await coordinator.submit(experiment('looked-at', 2))).experiment;
    expect(await at('pause looked-at', 'viewer')).toMatchObject({ code: 2, stdout: '' });
    const unknown = await at('pause other');
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain(`There is no experiment "other". Known: ${id}`);
    expect((await at('priority looked-at huge')).code).toBe(2);
    const nobody = await at('drain nobody');
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toMatch(/There is no node "nobody"/);
    await at('remove looked-at');
  });

  it('drains a node until it is undrained, by its name or its id', async () => {
    await joined();
    for (const words of ['drain bench', 'drain bench-1']) {
      const { code, stdout } = await at(`${words} --json`);
      expect(code).toBe(0);
      expect(nodeSummarySchema.parse(JSON.parse(stdout))).toMatchObject({ id: 'bench-1', state: 'draining' });
    }
    const listed = await at('nodes', 'viewer');
    expect(listed.stdout).toMatch(/^bench-1 +bench +draining, idle +0\/1/m);
    const refused = await at('release bench');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/drained, not in quarantine/);
    expect((await at('undrain bench')).stdout).toMatch(/^bench-1 \(bench\) is active: idle, 0 runs\n$/);
  });

  it('submits with a weight and a share to verify, and tries nothing again where nothing failed', async () => {
    await joined();
    const file = join(folder.path, 'verified.json');
    writeFileSync(file, JSON.stringify(experiment('verified', 2)));
    const { code, stderr } = await at(`run ${file} --verify 1 --priority low`);
    expect(stderr).toMatch(/Submitted as verified-/);
    expect(code).toBe(0);
    expect(coordinator.experiments()).toMatchObject([
      {
        name: 'verified',
        priority: 'low',
        state: 'finished',
        verification: { share: 1, verified: 0, waiting: 3 },
      },
    ]);
    expect(stderr).toMatch(/3 runs are still to be verified by another node than computed them/);
    expect((await at('experiments', 'viewer')).stdout).toMatch(
      /0 verified, 3 to be verified by another node/,
    );
    const nothing = await at('retry verified');
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toMatch(/refused the request \(conflict\)/);
    expect(await inProcess(`run ${file} --verify 1`)).toMatchObject({ code: 2, stdout: '' });
    expect((await at(`run ${file} --verify 2`)).code).toBe(2);
  });
});
