/** How often plain lines follow each other where no line can be rewritten, as in a log file. */
const PLAIN_INTERVAL = 5000;
/** How often the lines of a terminal are rewritten. */
const LIVE_INTERVAL = 200;

const USUAL_WIDTH = 80;

/** What there is to say about the progress of something, made when it is written. */
export interface ProgressText {
  /** Where no line can be rewritten. */
  readonly plain: () => string;
  /** For a terminal with this many columns; a line that wraps could not be rewritten. */
  readonly live: (columns: number) => readonly string[];
}

/**
 * Progress on stderr: on a terminal lines that rewrite themselves, elsewhere a plain line every few seconds. A command that
 * ends within the first interval writes none.
 */
export class LiveLines {
  readonly #stream = process.stderr;
  #writtenAt = performance.now();
  #written = '';
  #lines = 0;

  update({ plain, live }: ProgressText): void {
    const now = performance.now();
    if (now - this.#writtenAt < (this.#stream.isTTY ? LIVE_INTERVAL : PLAIN_INTERVAL)) return;
    // Some terminals do not know their width and say 0.
    const lines = this.#stream.isTTY ? live(this.#stream.columns || USUAL_WIDTH) : [plain()];
    const text = lines.join('\n');
    if (text === this.#written) return;
    this.#writtenAt = now;
    if (this.#stream.isTTY) {
      this.#stream.write(`${this.#erased()}${text}`);
      this.#lines = lines.length;
    } else this.#stream.write(`${text}\n`);
    this.#written = text;
  }

  /** A lasting line, above those that rewrite themselves. */
  note(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#lines > 0) this.#stream.write(this.#erased());
    this.#lines = 0;
    this.#written = '';
  }

  /** Back to the first line, and everything from there on gone. */
  #erased(): string {
    if (this.#lines === 0) return '';
    const up = this.#lines > 1 ? `\u001b[${this.#lines - 1}A` : '';
    return `\r${up}\u001b[J`;
  }
}
