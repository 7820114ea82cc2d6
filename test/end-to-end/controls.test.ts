import type { ExperimentSummary, NodeSummary } from '@crossover/protocol';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { RawNode } from '../processes/raw-node.ts';
import { waitFor } from '../processes/waiting.ts';
import { launchBrowser, watchFaults } from './browser.ts';

const laboratory = new Laboratory();
let browser: Browser;
/** A node that computes nothing: an experiment stays as it is until a button is pressed. */
let worker: RawNode;
/** Two operators look at the same; the second one's page tells what the first one does. */
let first: Page;
let second: Page;
let viewer: Page;
const faults: string[][] = [];

async function openPage(token: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(30_000);
  faults.push(watchFaults(page, laboratory.url));
  await page.goto(`${laboratory.url}/#token=${token}`);
  await page.getByRole('heading', { name: 'Experiments', level: 1 }).waitFor();
  return page;
}

beforeAll(async () => {
  await laboratory.startCoordinator();
  const { operator, viewer: looking, node } = laboratory.tokens;
  browser = await launchBrowser();
  [first, second, viewer] = await Promise.all([operator, operator, looking].map(openPage));
  worker = new RawNode(laboratory.url, node, 'worker');
  await worker.hello();
});

afterAll(async () => {
  worker.close();
  await browser.close();
  await laboratory.close();
});

let submitted = 0;

/** An experiment of runs that no other has. */
async function submit(title: string, replicas = 4): Promise<string> {
  submitted += 1;
  const base = {
    widthPrefactor: 2,
    teacherWidth: 2,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 1,
    noise: 0.01,
    inputDimension: 20,
    seed: submitted,
    times: { tMax: 5, points: 8 },
  };
  return laboratory.submit({ name: 'controlled', title, parts: [{ base, replicas, theory: [] }] });
}

/** How the coordinator says that the experiment stands. */
const stateOf = async (id: string): Promise<ExperimentSummary> => (await laboratory.detail(id)).summary;

const nodeState = async (id: string): Promise<NodeSummary['state'] | undefined> => {
  const { nodes } = await laboratory.request<{ nodes: NodeSummary[] }>('GET', '/api/nodes');
  return nodes.find((node) => node.id === id)?.state;
};

const rowOf = (page: Page, title: string): Locator => page.getByRole('row').filter({ hasText: title });

const state = (place: Page | Locator, word: string): Locator =>
  place.locator('state-label').filter({ hasText: word }).first();

async function choose(place: Page | Locator, menu: RegExp, entry: string | RegExp): Promise<void> {
  await place.getByRole('button', { name: menu }).click();
  await place.locator('action-menu .item').filter({ hasText: entry }).click();
}

async function openExperiment(page: Page, id: string): Promise<void> {
  await page.goto(`${laboratory.url}/experiments/${id}`);
  await page.locator('action-bar').waitFor();
}

const openList = (page: Page): Promise<void> => page.getByRole('link', { name: 'Experiments' }).click();

it('pages take their tokens out of the address', () => {
  for (const page of [first, second, viewer]) expect(page.url()).toBe(`${laboratory.url}/experiments`);
});

describe('an experiment', () => {
  it('is paused and resumed from the list, and the other page sees it', async () => {
    const id = await submit('To be paused');
    expect(await worker.lease(1)).toHaveLength(1);
    await state(rowOf(second, 'To be paused'), 'running').waitFor();

    await rowOf(first, 'To be paused')
      .getByRole('button', { name: /^Pause/ })
      .click();
    for (const page of [first, second]) await state(rowOf(page, 'To be paused'), 'paused').waitFor();
    expect(await stateOf(id)).toMatchObject({ state: 'paused', runs: { paused: 3, running: 1 } });

    await rowOf(second, 'To be paused')
      .getByRole('button', { name: /^Resume/ })
      .click();
    await state(rowOf(first, 'To be paused'), 'running').waitFor();
    expect((await stateOf(id)).state).toBe('running');
  });

  it('takes a double click as one', async () => {
    const id = await submit('To be pressed twice');
    const orders: string[] = [];
    first.on('request', (request) => {
      if (request.method() === 'POST') orders.push(new URL(request.url()).pathname);
    });
    await rowOf(first, 'To be pressed twice')
      .getByRole('button', { name: /^Pause/ })
      .dblclick();
    await state(rowOf(second, 'To be pressed twice'), 'paused').waitFor();
    await rowOf(first, 'To be pressed twice')
      .getByRole('button', { name: /^Cancel/ })
      .dblclick();
    await state(rowOf(second, 'To be pressed twice'), 'cancelled').waitFor();
    expect((await stateOf(id)).state).toBe('cancelled');
    expect(orders).toEqual([`/api/experiments/${id}/pause`, `/api/experiments/${id}/cancel`]);
  });

  it('is cancelled and resumed on its own page, by keyboard', async () => {
    const id = await submit('To be cancelled');
    await Promise.all([openExperiment(first, id), openExperiment(second, id)]);
    await first.getByRole('button', { name: /^Cancel/ }).focus();
    await first.keyboard.press('Enter');
    await state(second, 'cancelled').waitFor();
    expect((await stateOf(id)).state).toBe('cancelled');

    // The button that had the focus is gone; the keyboard is where the next one is.
    await state(first, 'cancelled').waitFor();
    await first.keyboard.press('Enter');
    await state(second, 'queued').waitFor();
    expect((await stateOf(id)).state).toBe('queued');
  });

  it('gets another priority', async () => {
    const id = await submit('To be preferred');
    await Promise.all([openExperiment(first, id), openExperiment(second, id)]);
    await choose(first, /^More/, 'Priority high');
    await waitFor('the priority', async () => (await stateOf(id)).priority === 'high' || undefined);
    await waitFor('the other page to know', async () => {
      await second.getByRole('button', { name: /^More/ }).click();
      const checked = await second.getByRole('menuitemradio', { checked: true }).textContent();
      await second.keyboard.press('Escape');
      return checked?.includes('Priority high') || undefined;
    });
  });

  it('has its failed runs tried again', async () => {
    // Two: a third failure at once would put the node into quarantine.
    const id = await submit('To be retried', 2);
    await openExperiment(first, id);
    for (let failed = 0; failed < 2;) {
      const [assignment] = await worker.lease(1);
      const { runId, attempt } = assignment;
      const ours = (await laboratory.detail(id)).runs.some((each) => each.id === runId);
      const error = { name: 'DivergedError', message: 'the overlaps grew beyond all bounds' };
      if (ours) await worker.socket.emitWithAck('fail', { runId, attempt, error, retryable: false });
      failed += Number(ours);
    }
    await state(first, 'failed').waitFor();
    await first.getByText('2 runs failed').waitFor();
    expect(await first.getByText('DivergedError: the overlaps grew beyond all bounds').count()).toBe(2);

    await first.getByRole('button', { name: /^Retry failed/ }).click();
    await state(first, 'queued').waitFor();
    expect(await stateOf(id)).toMatchObject({ state: 'queued', runs: { failed: 0 } });
  });

  it('is removed after a question, and its other page says so', async () => {
    const id = await submit('To be removed');
    await Promise.all([openExperiment(first, id), openExperiment(second, id)]);
    const question = first.getByRole('dialog', { name: 'Remove “To be removed”?' });
    await choose(first, /^More/, 'Remove …');
    await question.waitFor();
    await first.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect((await stateOf(id)).state).toBe('queued');

    await choose(first, /^More/, 'Remove …');
    await question.getByRole('button', { name: 'Remove' }).click();
    await first.waitForURL(/\/experiments$/);
    await second.getByRole('heading', { name: 'There is no such experiment' }).waitFor();
    await expect(stateOf(id)).rejects.toThrow('404');
    await rowOf(first, 'To be removed').waitFor({ state: 'detached' });
  });

  it('is started from the list of presets', async () => {
    await openList(first);
    await choose(first, /^Run a preset/, /^\s*The crossover of SGD/);
    await first.waitForURL(/\/experiments\/crossover-/);
    const id = new URL(first.url()).pathname.split('/').at(-1)!;
    expect((await stateOf(id)).name).toBe('crossover');
    await first.getByRole('button', { name: /^Cancel/ }).click();
    await state(first, 'cancelled').waitFor();
  });
});

describe('a node', () => {
  const condition = (page: Page, name: string, words: string): Locator =>
    rowOf(page, name).locator('.condition').filter({ hasText: words });

  it('is drained and given runs again', async () => {
    for (const page of [first, second]) await page.getByRole('link', { name: 'Nodes' }).click();
    await first.getByRole('button', { name: /^Drain worker/ }).dblclick();
    for (const page of [first, second]) await condition(page, 'worker', 'draining').waitFor();
    expect(await nodeState('worker')).toBe('draining');
    expect(await worker.lease(1)).toEqual([]);

    await second.getByRole('button', { name: 'Undrain worker' }).click();
    await first.getByRole('button', { name: /^Drain worker/ }).waitFor();
    expect(await nodeState('worker')).toBe('active');
  });

  it('is let out of quarantine', async () => {
    await submit('To be spoiled');
    const faulty = new RawNode(laboratory.url, laboratory.tokens.node, 'faulty');
    await faulty.hello();
    const error = { name: 'WorkerCrashedError', message: 'no memory' };
    for (const { runId, attempt } of await faulty.lease(3)) {
      await faulty.socket.emitWithAck('fail', { runId, attempt, error, retryable: true });
    }
    for (const page of [first, second]) await condition(page, 'faulty', 'in quarantine').waitFor();
    expect(await nodeState('faulty')).toBe('quarantined');
    await first.getByRole('button', { name: 'Release faulty' }).click();
    await second.getByRole('button', { name: 'Drain faulty' }).waitFor();
    expect(await nodeState('faulty')).toBe('active');
    faulty.close();
    await condition(second, 'faulty', 'gone').waitFor();
  });

  it('is added with a command that has the token and the address', async () => {
    const { node } = laboratory.tokens;
    await first.getByText(`npx crossover node --coordinator ${laboratory.url} --token ${node}`).waitFor();
  });
});

it('a viewer is offered nothing that changes anything, and is told why', async () => {
  const changing = viewer.getByRole('button', {
    name: /^(Pause|Resume|Cancel|Retry|More|Run a preset|Drain|Undrain|Release)/,
  });
  await viewer.getByText('view only').waitFor();
  await rowOf(viewer, 'To be paused')
    .getByRole('button', { name: /^Export/ })
    .waitFor();
  expect(await changing.count()).toBe(0);
  await viewer.getByRole('link', { name: 'To be paused' }).click();
  await viewer.locator('crossover-plot').waitFor();
  expect(await changing.count()).toBe(0);
  await viewer.getByRole('link', { name: 'Nodes' }).click();
  await rowOf(viewer, 'worker').waitFor();
  expect(await changing.count()).toBe(0);
  expect(await viewer.content()).not.toContain(laboratory.tokens.node);
});

it('no page logged an error, broke the security policy, or asked anybody else', () => {
  expect(faults.flat()).toEqual([]);
});

it('pages whose coordinator is killed say so, and go on by themselves when it is back', async () => {
  await openList(first);
  await laboratory.killCoordinator();
  await first.getByRole('alert').filter({ hasText: 'goes on by itself' }).waitFor();
  await rowOf(first, 'To be paused')
    .getByRole('button', { name: /^Pause/ })
    .click();
  await first.getByText('The coordinator could not be reached').waitFor();
  await rowOf(first, 'To be preferred').waitFor();

  await laboratory.startCoordinator();
  await submit('After the restart');
  await rowOf(first, 'After the restart').waitFor();
  await first.getByRole('alert').filter({ hasText: 'goes on by itself' }).waitFor({ state: 'detached' });
  await rowOf(first, 'After the restart')
    .getByRole('button', { name: /^Pause/ })
    .click();
  await state(rowOf(first, 'After the restart'), 'paused').waitFor();
});
