/** A Chromium for the end-to-end tests: the one at hand, or Debian's package, or Playwright's download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { installSystemPackage } from './system-package.mjs';

const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of an executable Chromium, or undefined. `CROSSOVER_CHROMIUM` overrides the search. */
export function findBrowser() {
  const chosen = process.env.CROSSOVER_CHROMIUM;
  if (chosen) return chosen;
  return wellKnown.find((path) => existsSync(path)) ?? playwrightBrowser();
}

export function ensureBrowser(log) {
  const present = findBrowser();
  if (present) return present;
  log('No Chromium found: installing one for the end-to-end tests');
  if (installSystemPackage('chromium')) return findBrowser();
  spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    "The end-to-end tests need Chromium, and it could not be installed. Install your system's package `chromium`, or point CROSSOVER_CHROMIUM to an executable.",
  );
}

function playwrightBrowser() {
  try {
    const { chromium } = createRequire(join(root, 'test', 'package.json'))('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
