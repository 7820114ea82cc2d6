/** The C programs of c/, compiled for this machine at every run: a second, and never a stale one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup/root.mjs';

const flags = ['-std=gnu11', '-O3', '-march=native', '-ffast-math'];
const names = ['direct-sgd', 'draw-normals'];
const sources = join(dirname(fileURLToPath(import.meta.url)), 'c');
const folder = join(root, 'node_modules', '.cache', 'crossover-bench');

export class CPrograms {
  /** Why there are no C programs; undefined when there are. */
  #missing;

  constructor(missing) {
    this.#missing = missing;
  }

  static compile() {
    mkdirSync(folder, { recursive: true });
    for (const name of names) {
      const words = [...flags, '-o', join(folder, name), join(sources, `${name}.c`), '-lm'];
      const result = spawnSync('gcc', words, { encoding: 'utf8' });
      if (result.error !== undefined) {
        return new CPrograms('gcc was not found: the comparison with C is left out. Install gcc to have it.');
      }
      if (result.status !== 0) {
        return new CPrograms(
          `gcc could not compile ${name}.c: the comparison with C is left out.\n${result.stderr}`,
        );
      }
    }
    return new CPrograms(undefined);
  }

  get available() {
    return this.#missing === undefined;
  }

  get description() {
    return this.#missing ?? `tools/bench/c, gcc ${flags.join(' ')}`;
  }

  canRun(kind) {
    return this.available || !kind.startsWith('c-');
  }

  /** Runs a program with numbers as arguments and returns the object that it prints. */
  run(name, ...numbers) {
    return JSON.parse(execFileSync(join(folder, name), numbers.map(String), { encoding: 'utf8' }));
  }
}
