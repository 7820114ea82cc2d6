import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoordinatorProcess } from '../processes/coordinator-process.ts';

/** A data folder as a coordinator leaves it that has only been started: to begin many laboratories with. */
export class EmptyDatabase {
  readonly folder = mkdtempSync(join(tmpdir(), 'crossover-empty-'));
  #made: Promise<void> | undefined;

  /** Makes it when it is asked for the first time: setting up the embedded database takes a while. */
  ready(): Promise<void> {
    return (this.#made ??= this.#make());
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #make(): Promise<void> {
    const coordinator = await CoordinatorProcess.at({ folder: this.folder });
    await coordinator.start();
    await coordinator.stop('SIGTERM');
  }
}
