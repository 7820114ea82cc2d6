/** How often plain lines follow each other where no line can be rewritten, as in a log file. */
const plainIntervalMilliseconds = 5000;

/** How often a line of a terminal is rewritten. */
const liveIntervalMilliseconds = 200;

const usualWidth = 80;

/**
 * Progress on stderr: one line that rewrites itself on a terminal, a plain line every few seconds
 * elsewhere. A command that ends within the first interval writes none.
 */
export class ProgressLine {
  readonly #stream = process.stderr;
  #writtenAt = performance.now();
  #written = '';
  #shown = false;

  update(line: string): void {
    const live = this.#stream.isTTY;
    const now = performance.now();
    if (line === this.#written) return;
    if (now - this.#writtenAt < (live ? liveIntervalMilliseconds : plainIntervalMilliseconds)) return;
    this.#writtenAt = now;
    this.#written = line;
    if (!live) {
      this.#stream.write(`${line}\n`);
      return;
    }
    // A line that wraps could not be rewritten. Some terminals do not know their width and say 0.
    const width = (this.#stream.columns || usualWidth) - 1;
    this.#stream.write(`\r\u001b[2K${line.slice(0, width)}`);
    this.#shown = true;
  }

  /** A lasting line, above the one that rewrites itself. */
  note(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
    this.#shown = false;
    this.#written = '';
  }
}
