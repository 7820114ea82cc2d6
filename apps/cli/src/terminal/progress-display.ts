import type { ExecutionState } from '../local/execution-state.ts';
import { overallLine, progressLines } from './progress-lines.ts';

/** How often plain lines follow each other where no line can be rewritten, as in a log file. */
const PLAIN_INTERVAL = 5000;
/** How often the lines of a terminal are rewritten. */
const LIVE_INTERVAL = 200;

const USUAL_WIDTH = 80;

/**
 * Progress on stderr: on a terminal a few lines that rewrite themselves, elsewhere a plain line every few seconds. A command that
 * ends within the first interval writes none.
 */
export class ProgressDisplay {
  readonly #stream = process.stderr;
  #writtenAt = performance.now();
  #lines = 0;

  update(state: () => ExecutionState): void {
    const live = this.#stream.isTTY;
    const now = performance.now();
    if (now - this.#writtenAt < (live ? LIVE_INTERVAL : PLAIN_INTERVAL)) return;
    this.#writtenAt = now;
    if (!live) {
      this.#stream.write(`${overallLine(state())}\n`);
      return;
    }
    // Some terminals do not know their width and say 0.
    const lines = progressLines(state(), this.#stream.columns || USUAL_WIDTH);
    this.#stream.write(`${this.#erased()}${lines.join('\n')}`);
    this.#lines = lines.length;
  }

  /** A lasting line, above those that rewrite themselves. */
  note(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#lines > 0) this.#stream.write(this.#erased());
    this.#lines = 0;
  }

  /** Back to the first line of the display, and everything from there on gone. */
  #erased(): string {
    if (this.#lines === 0) return '';
    const up = this.#lines > 1 ? `\u001b[${this.#lines - 1}A` : '';
    return `\r${up}\u001b[J`;
  }
}
