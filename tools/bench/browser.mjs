/** A headless Chromium whose workers run the packages as a page would, bundled from what was built. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../test/browser.mjs';
import { root } from '../setup/root.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

export class Browser {
  /** Why there is no browser; undefined when there is one. */
  #missing;
  #browser;
  #page;
  #script;

  constructor(missing, browser, page, script) {
    this.#missing = missing;
    this.#browser = browser;
    this.#page = page;
    this.#script = script;
  }

  /** @param wanted whether any contender runs in it */
  static async start(wanted) {
    if (!wanted) return new Browser('not needed by the benchmarks selected');
    const executablePath = findBrowser();
    if (executablePath === undefined) {
      return new Browser(
        'no Chromium was found: the comparison with it is left out. Install one, or set CROSSOVER_CHROMIUM to its path.',
      );
    }
    try {
      const require = createRequire(join(root, 'test', 'package.json'));
      const { chromium } = require('playwright-core');
      const script = await bundle(require);
      const browser = await chromium.launch({ executablePath, args: flags });
      return new Browser(undefined, browser, await browser.newPage(), script);
    } catch (error) {
      return new Browser(`${executablePath} could not be used: ${error.message.split('\n')[0]}`);
    }
  }

  get description() {
    return this.#missing ?? `Chromium ${this.#browser.version()}`;
  }

  canRun(kind) {
    return this.#missing === undefined || !kind.endsWith('-in-browser');
  }

  /** A worker of its own; `ask` sends it a message and resolves with the answer. */
  async startWorker() {
    const worker = await this.#page.evaluateHandle(
      (code) => new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))),
      this.#script,
    );
    const ask = async (message) => {
      const answer = await worker.evaluate(
        (one, asked) =>
          new Promise((resolve) => {
            one.onmessage = ({ data }) => resolve(data);
            one.onerror = ({ message: failure }) => resolve({ failure });
            one.postMessage(asked);
          }),
        message,
      );
      if (answer.failure !== undefined) throw new Error(`In the browser: ${answer.failure}`);
      return answer;
    };
    return { ask, close: () => worker.evaluate((one) => one.terminate()) };
  }

  async close() {
    await this.#browser?.close();
  }
}

/** The worker with everything it imports, as one script: what Node imports, under the same conditions (`--conditions=…`). */
async function bundle(require) {
  const { build, defaultClientConditions } = await import(require.resolve('vite'));
  const option = '--conditions=';
  const asked = process.execArgv.filter((word) => word.startsWith(option));
  const conditions = [...asked.map((word) => word.slice(option.length)), ...defaultClientConditions];
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    build: {
      write: false,
      lib: { entry: join(here, 'theory-worker.mjs'), formats: ['iife'], name: 'theoryWorker' },
    },
  });
  return output[0].code;
}
