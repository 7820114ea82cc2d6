import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** Many short processes load the same modules: compiled once, they start in half the time. */
const compileCache = fileURLToPath(new URL('../test-results/compile-cache', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** A `crossover` command as a process of its own, run from the sources. */
export class Crossover {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(words: readonly string[], { cwd, env }: Surroundings = {}) {
    this.#child = spawn(process.execPath, ['--conditions=@crossover/source', main, ...words], {
      cwd,
      // Neither a token nor a screen of the machine that runs the tests.
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: compileCache,
        CROSSOVER_TOKEN: undefined,
        CROSSOVER_TOKEN_FILE: undefined,
        DISPLAY: undefined,
        WAYLAND_DISPLAY: undefined,
        ...env,
      },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The reader goes away, as `head` does. */
  closeStdout(): void {
    this.#child.stdout.destroy();
  }

  /** What the pattern finds in stdout or stderr, as soon as it is there. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
      if (found !== null) return found;
      if (this.#child.exitCode !== null) {
        throw new Error(
          `it ended with ${this.#child.exitCode} before it said ${pattern}:\n${this.stdout}${this.stderr}`,
        );
      }
      await pause(20);
    }
  }
}

/** Runs a command to its end. */
export async function crossover(
  words: readonly string[] | string,
  surroundings?: Surroundings,
): Promise<Ended> {
  const list = typeof words === 'string' ? words.split(/\s+/).filter((word) => word !== '') : words;
  return new Crossover(list, surroundings).ended;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A folder of its own for one test file, with the function that removes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'crossover-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
