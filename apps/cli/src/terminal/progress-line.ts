import { LiveLines } from './live-lines.ts';

/** Progress of a command that has one thing to say: a single line. */
export class ProgressLine {
  readonly #lines = new LiveLines();

  update(line: string): void {
    this.#lines.update({ plain: () => line, live: (columns) => [line.slice(0, columns - 1)] });
  }

  /** A lasting line, above the one that rewrites itself. */
  note(line: string): void {
    this.#lines.note(line);
  }

  clear(): void {
    this.#lines.clear();
  }
}
