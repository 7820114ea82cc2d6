import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const launcher = join(root, 'apps', 'cli', 'bin', 'crossover.mjs');

/** Nothing that was started outlives this process, however it ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly inside?: readonly string[] | undefined;
}

/** One `crossover …` process as a user would start it, with all it has said so far. */
export class Program {
  readonly child: ChildProcess;
  #output = '';
  #errors = '';
  #asked = false;

  /** `inside`: words that the command line begins with, to run it somewhere else. */
  constructor(words: string[], options: ProgramOptions = {}) {
    const [command = process.execPath, ...rest] = [...(options.inside ?? []), process.execPath, launcher];
    this.child = spawn(command, [...rest, ...words], {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.child);
    this.child.once('exit', () => running.delete(this.child));
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  get output(): string {
    return this.#output;
  }

  get errors(): string {
    return this.#errors;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** How it ended if nobody had asked it to; undefined otherwise. */
  get endedUnasked(): string | undefined {
    if (this.isRunning || this.#asked) return undefined;
    return `code ${this.child.exitCode}, signal ${this.child.signalCode}: ${this.#errors.slice(-2000)}`;
  }

  /** Ends the process with a signal and waits until it is gone. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    if (this.isRunning) {
      this.#asked = true;
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    return this.child.exitCode;
  }

  /** Waits for the process to end by itself. */
  async ended(): Promise<{ code: number | null; output: string; errors: string }> {
    if (this.isRunning) await once(this.child, 'close');
    return { code: this.child.exitCode, output: this.#output, errors: this.#errors };
  }
}
