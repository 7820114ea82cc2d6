import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../end-to-end/browser.ts';
import { digestOf, fixedNames } from './fixed-runs.ts';

/**
 * One list of digests for all hosts: that this Node and Chromium agree with it is that they agree with each other.
 * `npm run bit-identity` compares it with further versions of Node. The digests change only with the numerics, and then the
 * version of the numerics that identifies runs has to change with them.
 */
const digests = JSON.parse(readFileSync(join(import.meta.dirname, 'digests.json'), 'utf8')) as Record<
  string,
  string
>;

it('pins exactly the fixed runs and computations', () => {
  expect(Object.keys(digests)).toEqual(fixedNames);
});

describe('Node gives the pinned bits', () => {
  it.each(fixedNames)('%s', (name) => {
    expect(digestOf(name)).toBe(digests[name]);
  });
});

describe('Chromium gives the pinned bits', () => {
  let browser: Browser;
  let found: Record<string, string>;

  beforeAll(async () => {
    browser = await launchBrowser();
    const page = await browser.newPage();
    found = await page.evaluate(
      (code) =>
        new Promise<Record<string, string>>((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.onmessage = ({
            data,
          }: MessageEvent<{ digests?: Record<string, string>; failure?: string }>) => {
            if (data.digests === undefined) reject(new Error(data.failure));
            else resolve(data.digests);
          };
        }),
      await bundledWorker(),
    );
  });

  afterAll(() => browser.close());

  it.each(fixedNames)('%s', (name) => {
    expect(found[name]).toBe(digests[name]);
  });
});

/** The worker with everything it imports, as one script. */
async function bundledWorker(): Promise<string> {
  const bundles = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@crossover/source'] },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'in-worker.ts'), formats: ['iife'], name: 'bitIdentity' },
    },
  });
  const [{ output }] = bundles as { output: { code: string }[] }[];
  return output[0].code;
}
