import { closeSync, openSync, writeSync } from 'node:fs';

/** Warning, as the other lines of the log number it. */
const WARN = 40;

/**
 * A log that outlives a full disk: lines that find no room are left out, and when there is room again it says how
 * many they were. It only ever appends, so that a program that rotates logs may copy and empty the file.
 */
export class LogFile {
  readonly #path: string;
  #descriptor: number | undefined;
  #leftOut = 0;
  /** The last line was cut short. */
  #torn = false;

  /** @throws {Error} of the file system when the file cannot be opened */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = this.#open();
  }

  write(line: string): void {
    try {
      this.#append(this.#leftOut === 0 ? line : this.#excuse() + line);
      this.#leftOut = 0;
    } catch {
      this.#leftOut += 1;
      this.#close();
    }
  }

  #append(text: string): void {
    this.#descriptor ??= this.#open();
    const bytes = Buffer.from(this.#torn ? `\n${text}` : text);
    const written = writeSync(this.#descriptor, bytes);
    if (written > 0) this.#torn = written < bytes.length;
    if (written < bytes.length) throw new Error(`${written} of ${bytes.length} bytes were written`);
  }

  #excuse(): string {
    const msg = 'the log could not be written for a while';
    return `${JSON.stringify({ level: WARN, time: Date.now(), lines: this.#leftOut, msg })}\n`;
  }

  #open(): number {
    return openSync(this.#path, 'a', 0o600);
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
