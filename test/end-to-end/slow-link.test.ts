import { coordinatorToViewerEvents, type Frame } from '@crossover/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { waitFor } from '../processes/waiting.ts';
import { launchBrowser } from './browser.ts';
import { SlowLink } from './slow-link.ts';

const BITS_PER_SECOND = 64_000;
/** The first frame is of 16 KiB, about, and at this end of this link none may be larger. */
const LARGEST_FRAME = 2 * 16 * 1024;
const RUNS = 200;
const experiment = {
  name: 'many',
  title: 'Many short runs',
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
        times: { tMax: 20, points: 20 },
      },
      replicas: RUNS,
      theory: [],
    },
  ],
};

const laboratory = new Laboratory();
let browser: Browser;
let link: SlowLink;
let page: Page;
const frames: Frame[] = [];

beforeAll(async () => {
  await laboratory.startCoordinator();
  browser = await launchBrowser();
  link = await SlowLink.to(Number(new URL(laboratory.url).port), BITS_PER_SECOND);
  page = await browser.newPage();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const event = /^42\/viewers,\d+(\["frame",.*)$/s.exec(String(payload));
      if (event === null) return;
      const [, message] = JSON.parse(event[1]) as [string, unknown];
      frames.push(coordinatorToViewerEvents.frame.message.parse(message));
    }),
  );
});

afterAll(async () => {
  await browser.close();
  await link.close();
  await laboratory.close();
});

it('a page at the end of 64 kbit/s shows how things stand, and never a backlog', async () => {
  const id = await laboratory.submit(experiment);
  await page.goto(`http://127.0.0.1:${link.port}/experiments/${id}#token=${laboratory.tokens.viewer}`);
  await page.locator('crossover-plot vega-figure svg.marks').first().waitFor();
  laboratory.startNode('busy', 2);
  await laboratory.finished(id);
  const before = frames.length;
  const told = await waitFor('the page to be told', () => {
    const index = frames.findIndex(({ experiments }) =>
      experiments.some(({ state }) => state === 'finished'),
    );
    return index < 0 ? undefined : index;
  });

  // When the end was known, one frame was on its way and another in the making; the browser tells of both a little
  // later than they come. A backlog would be of dozens: the runs change several hundred times.
  expect(told - before).toBeLessThanOrEqual(4);
  expect(link.mostWaiting).toBeLessThan(LARGEST_FRAME);
  await page.locator('state-label').filter({ hasText: 'finished' }).first().waitFor();
});
