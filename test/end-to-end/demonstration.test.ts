import { expandExperiment, findPreset, type ExperimentSpecification } from '@crossover/experiments';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Program } from '../processes/program.ts';
import { freePort, waitFor } from '../processes/waiting.ts';
import { launchBrowser, watchFaults } from './browser.ts';

const screenshots = join(dirname(fileURLToPath(import.meta.url)), '..', 'test-results', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'crossover-demonstration-'));
const demonstration = findPreset('crossover') as ExperimentSpecification;
const runs = expandExperiment(demonstration);

let lab: Program;
let address: string;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  const port = await freePort();
  lab = new Program(['lab', '--no-open', '--data', folder, '--port', String(port)]);
  address = await waitFor('the address of the page', () => /http:\/\/\S+#token=\S+/.exec(lab.output)?.[0]);
  browser = await launchBrowser();
  // Wide enough for every point of a simulation to carry a mark: closer ones than 11 pixels would be left out.
  page = await browser.newPage({ viewport: { width: 2560, height: 1400 }, colorScheme: 'light' });
  faults = watchFaults(page, new URL(address).origin);
});

afterAll(async () => {
  await browser.close();
  await lab.stop('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** How many marks each group of symbols in the crossover plot holds, panel by panel. */
function symbolsByPanel(): Promise<number[][]> {
  return page
    .locator('crossover-plot vega-figure svg.marks g[class*="concat_"][class*="_group"]')
    .evaluateAll((panels) =>
      panels.map((panel) =>
        [...panel.querySelectorAll('g.mark-symbol')]
          .map((group) => group.children.length)
          .sort((a, b) => b - a),
      ),
    );
}

it('takes its token from the address and removes it there', async () => {
  await page.goto(address);
  await page.getByText(demonstration.title).first().waitFor();
  expect(page.url()).not.toContain('token');
});

it('shows the demonstration finish', async () => {
  await page.getByText(demonstration.title).first().click();
  await page.waitForURL(/\/experiments\/crossover-/);
  await page.getByText(`${runs.length} runs · in `).waitFor({ timeout: 170_000 });
});

it('draws every point of every simulated curve, once', async () => {
  const simulated = runs.filter((run) => run.kind === 'simulation' && run.replica === 0);
  const points = simulated[0].times.length;
  const panels = demonstration.parts.length;
  const curvesOfPanel = simulated.length / panels;
  const expected = Array.from({ length: panels }, () => curvesOfPanel * points);
  const drawn = async () => (await symbolsByPanel()).map(([most]) => most);
  // The plot may be one update behind the progress bar.
  const complete = async () => (String(await drawn()) === String(expected) ? true : undefined);
  await waitFor('the last points to be drawn', complete, 10_000).catch(() => undefined);
  expect(await drawn()).toEqual(expected);
});

it('shows where the runs lie, and the compute node with its load', async () => {
  const points = page.locator('phase-panel vega-figure svg.marks g.mark-symbol').last();
  expect(await points.locator('path').count()).toBe(demonstration.parts.length);
  await page.getByRole('link', { name: 'Nodes' }).click();
  await page
    .getByText(/threads/)
    .first()
    .waitFor();
  await page.goBack();
});

it('saves the figure as SVG, PNG and data', async () => {
  for (const [entry, signature] of [
    [/SVG/, '<svg'],
    [/PNG/, '\u0089PNG'],
    [/CSV|[Dd]ata/, 'regime'],
  ] as const) {
    await page.locator('crossover-plot').getByRole('button', { name: /Save/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('crossover-plot').getByRole('menuitem', { name: entry }).first().click(),
    ]);
    const content = readFileSync(await download.path(), 'latin1');
    expect(content.slice(0, 400)).toContain(signature);
  }
});

it('looks the same to a reader on a laptop, light and dark', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator('crossover-plot vega-figure svg.marks').first().waitFor();
    await page.screenshot({ path: join(screenshots, `crossover-${colorScheme}.png`) });
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(1440);
});

it('logged no error and asked nobody else', () => {
  expect(faults).toEqual([]);
});
