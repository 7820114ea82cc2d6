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
import { expectedMarks, plottedPanels } from './plotted-marks.ts';

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
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  faults = watchFaults(page, new URL(address).origin);
});

afterAll(async () => {
  await browser.close();
  await lab.stop('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

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

it('holds the right number of marks, in the right places', async () => {
  const simulated = runs.filter((run) => run.kind === 'simulation' && run.replica === 0);
  const curves = simulated.length / demonstration.parts.length;
  // The plot may be one update behind the progress bar.
  const panels = await waitFor('the last points to be drawn', async () => {
    const drawn = await plottedPanels(page);
    const reached = drawn.every(({ marks, ticks }) => marks.at(-1)! > ticks['10³'] - 8 * curves);
    return drawn.length === demonstration.parts.length && reached ? drawn : undefined;
  });
  for (const { ticks, marks } of panels) {
    const expected = expectedMarks(simulated[0].times, curves, ticks);
    expect(marks).toHaveLength(expected.length);
    marks.forEach((mark, index) => expect(Math.abs(mark - expected[index])).toBeLessThan(1.5));
  }
});

it('saves every point of every curve as data', async () => {
  await page.locator('crossover-plot').getByRole('button', { name: /Save/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('crossover-plot').getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  const rows = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  const simulated = runs.filter((run) => run.kind === 'simulation' && run.replica === 0);
  const points = simulated.reduce((sum, run) => sum + run.times.length, 0);
  expect(rows.filter((row) => row.includes('simulation'))).toHaveLength(points);
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

it('saves the figure as SVG and PNG', async () => {
  for (const [entry, signature] of [
    [/SVG/, '<svg'],
    [/PNG/, '\u0089PNG'],
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

it('fits a laptop, light and dark', async () => {
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
