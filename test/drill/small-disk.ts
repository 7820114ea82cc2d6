import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory that is small enough to be filled. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossover-disk-'));

  constructor(mebibytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** Whether this process may mount one; undefined when it may, otherwise why not. */
  static obstacle(): string | undefined {
    try {
      new SmallDisk(1).remove();
      return undefined;
    } catch (error) {
      return (error as Error).message.split('\n')[0];
    }
  }

  get #filling(): string {
    return join(this.folder, 'filling');
  }

  /** Leaves not a byte. */
  fill(): void {
    const file = openSync(this.#filling, 'a');
    for (let size = 2 ** 20; size >= 1; size >>= 1) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(this.#filling, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
