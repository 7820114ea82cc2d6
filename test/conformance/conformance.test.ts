import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createComputeNode } from '@crossover/compute-node';
import {
  checkCoordinator,
  checkNode,
  CannotCheckError,
  type ConformanceReport,
  type RequirementId,
  type StartNode,
} from '@crossover/conformance';
import { createCoordinator, type Coordinator } from '@crossover/coordinator';
import { bentCoordinators } from './bent-coordinators.ts';
import { bentNodes } from './bent-nodes.ts';
import { Relay, type Bend } from './relay.ts';

const graceMilliseconds = 400;

/** Rules that are broken by saying nothing. */
const withoutAWord: ReadonlySet<RequirementId> = new Set(['C-10', 'C-37']);

/** Obligations that were seen broken, with what was found. */
const broken = ({ observations }: ConformanceReport) =>
  observations.flatMap((observation) =>
    observation.status === 'failed' ? [`${observation.id}: ${observation.needed}; ${observation.found}`] : [],
  );

const unseen = ({ observations }: ConformanceReport) =>
  observations.filter(({ status }) => status === 'not observed').map(({ id }) => id);

/** Our own node, joined directly or by a relay that breaks a rule. */
function startNode(bend?: Bend): StartNode {
  return async ({ url, token }) => {
    const relay = bend && new Relay(url, bend);
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const node = createComputeNode({
      coordinatorUrl: relay === undefined ? url : await relay.open(),
      token,
      threads: 1,
      prefetch: 0,
      rhythm: { checkpointMilliseconds: 500 },
      logger: { debug: say, info: say, warn: say },
    });
    node.finished.catch((error: Error) => say(error.message));
    return {
      output: () => said.join('\n'),
      stop: async () => {
        await node.close();
        await relay?.close();
      },
    };
  };
}

describe.concurrent('the conformance suite', () => {
  const folders: string[] = [];
  const coordinators: Coordinator[] = [];
  let bending: Coordinator;

  const newCoordinator = async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'crossover-conformance-'));
    folders.push(dataFolder);
    const options = { port: 0, dataFolder, logger: false, nodeGraceMilliseconds: graceMilliseconds } as const;
    const coordinator = await createCoordinator(options);
    coordinators.push(coordinator);
    return coordinator;
  };
  const check = (
    { tokens }: Coordinator,
    url: string,
    seed: number,
    only?: readonly RequirementId[],
  ): Promise<ConformanceReport> =>
    checkCoordinator({
      url,
      operatorToken: tokens.operator,
      viewerToken: tokens.viewer,
      nodeToken: tokens.node,
      graceMilliseconds,
      seed,
      only,
      // What never comes is not waited for as long as what may be late.
      ...(only?.some((id) => withoutAWord.has(id)) ? { patienceMilliseconds: 3_000 } : {}),
    });

  beforeAll(async () => {
    bending = await newCoordinator();
  });

  afterAll(async () => {
    await Promise.all(coordinators.map((coordinator) => coordinator.close()));
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('finds nothing to blame in our coordinator, and leaves nothing behind', async () => {
    const coordinator = await newCoordinator();
    const report = await check(coordinator, coordinator.url, 1);
    expect(broken(report)).toEqual([]);
    expect(unseen(report)).toEqual(['C-13', 'C-31', 'C-36', 'C-42', 'C-43', 'C-55']);
    expect(report.conforms).toBe(true);
    expect(coordinator.experiments()).toEqual([]);
  });

  it('finds nothing to blame in our node', async () => {
    const report = await checkNode({ start: startNode(), atOnce: 3 });
    expect(broken(report)).toEqual([]);
    expect(unseen(report)).toEqual(['N-19']);
    expect(report.conforms).toBe(true);
  });

  // One coordinator serves them all, and must be idle before each.
  let former: Promise<unknown> = Promise.resolve();
  it.each(bentCoordinators)('catches a coordinator that breaks %s: it %s', async (id, _, bend) => {
    const checked = former.then(async () => {
      const relay = new Relay(bending.url, bend(bending.tokens));
      try {
        const seed = 1_000 * (2 + bentCoordinators.findIndex(([rule]) => rule === id));
        return await check(bending, await relay.open(), seed, [id]);
      } finally {
        await relay.close();
      }
    });
    former = checked.catch(() => undefined);
    const report = await checked;
    expect(broken(report).filter((line) => line.startsWith(`${id}:`))).toHaveLength(1);
    expect(report.conforms).toBe(false);
  });

  it.each(bentNodes)('catches a node that breaks %s: it %s', async (id, _, bend) => {
    // A node that is idle is listened to long enough to hear a heartbeat.
    const only = id === 'N-7' ? (['N-16'] as const) : [id];
    const report = await checkNode({ start: startNode(bend()), only });
    expect(broken(report).filter((line) => line.startsWith(`${id}:`))).toHaveLength(1);
    expect(report.conforms).toBe(false);
  });

  it('says that it cannot check a coordinator that works for somebody else', async () => {
    const coordinator = await newCoordinator();
    await coordinator.submit({
      name: 'own',
      parts: [
        {
          base: {
            widthPrefactor: 2,
            teacherWidth: 2,
            kappa: 0,
            delta: 0,
            learningRatePrefactor: 1,
            noise: 0.01,
            inputDimension: 20,
            times: [1],
          },
        },
      ],
    });
    const checked = check(coordinator, coordinator.url, 1);
    await expect(checked).rejects.toThrow(/has work of its own \(own-\w+\).*check one that is idle/);
    await expect(checked).rejects.toBeInstanceOf(CannotCheckError);
  });
});
