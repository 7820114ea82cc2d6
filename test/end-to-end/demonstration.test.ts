import { expandExperiment, findPreset, type ExperimentSpecification } from '@crossover/experiments';
import { resultsResponseSchema } from '@crossover/protocol';
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
  const response = await page.goto(address);
  await page.getByText(demonstration.title).first().waitFor();
  expect(page.url()).not.toContain('token');
  // What the policy forbids is an error in the console; the last test finds none.
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe');
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

/** Chooses an entry of the plot's menu and reads the file that comes of it. */
async function save(entry: RegExp): Promise<Buffer> {
  await page.locator('crossover-plot').getByRole('button', { name: /Save/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('crossover-plot').getByRole('menuitem', { name: entry }).click(),
  ]);
  return readFileSync(await download.path());
}

it('saves every point of every curve as data, as the coordinator has them', async () => {
  const rows = (await save(/CSV/))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  expect(rows[0]).toEqual(['regime', 'curve', 'kind', 'replicas', 't', 'risk R', 'standard error']);
  const simulated = runs.filter((run) => run.kind === 'simulation' && run.replica === 0);
  const points = simulated.reduce((sum, run) => sum + run.times.length, 0);
  expect(rows.filter((row) => row.includes('simulation'))).toHaveLength(points);

  const id = new URL(page.url()).pathname.split('/').at(-1);
  const response = await fetch(new URL(`/api/experiments/${id}/results?format=json`, address), {
    headers: { authorization: `Bearer ${new URLSearchParams(new URL(address).hash.slice(1)).get('token')}` },
  });
  const results = resultsResponseSchema.parse(await response.json());
  const replicas = results.runs.filter(
    ({ specification }) => specification['kind'] === 'simulation' && specification['inputDimension'] === 30,
  );
  const [, , , count, t, risk] = rows.findLast((row) => row[1] === 'd = 30' && row[2] === 'simulation')!;
  expect([Number(count), Number(t)]).toEqual([replicas.length, replicas[0].times.at(-1)]);
  const mean = replicas.reduce((sum, run) => sum + run.risk.at(-1)!, 0) / replicas.length;
  expect(Number(risk) / mean).toBeCloseTo(1, 12);
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

it('saves the figure as SVG and PNG for papers', async () => {
  const svg = (await save(/SVG/)).toString('utf8');
  const drawn = await page.evaluate((source) => {
    const image = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      faults: image.querySelectorAll('parsererror').length,
      words: [...image.querySelectorAll('text')].map((text) => text.textContent),
      marks: image.querySelectorAll('g.mark-symbol[class*="simulation"] path').length,
      foreign: image.querySelectorAll('script, foreignObject, image').length,
      width: Number(image.documentElement.getAttribute('width')),
    };
  }, svg);
  expect(drawn).toMatchObject({ faults: 0, foreign: 0 });
  expect(drawn.words).toEqual(expect.arrayContaining(['risk R', 'd = 300', 'd → ∞']));
  expect(drawn.marks).toBeGreaterThan(runs.filter((run) => run.kind === 'simulation').length);
  expect(svg).not.toMatch(/NaN|undefined/);
  // 178 mm at 96 pixels to the inch.
  expect(Math.abs(drawn.width - 673)).toBeLessThan(8);

  const png = await save(/PNG/);
  const decoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
    return { width: picture.width, colours: new Set(pixels).size };
  }, png.toString('base64'));
  expect(decoded.width).toBe(4 * drawn.width);
  expect(decoded.colours).toBeGreaterThan(100);
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
