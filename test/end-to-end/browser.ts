import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A headless Chromium that talks to nobody but the page it is shown. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CROSSOVER_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `Found no browser at ${executablePath}. \`npm test\` installs one and says where; or set CROSSOVER_CHROMIUM to the path of a Chromium.`,
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Collects what a healthy page never has: errors in its console, uncaught exceptions, requests to elsewhere. */
export function watchFaults(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) faults.push(`elsewhere: ${url}`);
  });
  return faults;
}
