import { hexToBytes } from '@noble/hashes/utils.js';
import { webAssembly, type CompiledModule } from './web-assembly.ts';

/** What every kernel exports. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/**
 * A WebAssembly kernel that a package carries as hexadecimal digits (see tools/kernels). It imports nothing: no clock, no
 * host mathematics, no memory but its own.
 */
export class KernelModule<Exports extends KernelExports> {
  readonly #digits: string;
  #compiled: CompiledModule | undefined;

  constructor(digits: string) {
    this.#digits = digits;
  }

  /**
   * An instance with a memory of its own, which goes with it when whatever holds it is collected. The module is compiled
   * once a thread, when the first instance is made.
   */
  instantiate(): Exports {
    this.#compiled ??= new webAssembly.Module(hexToBytes(this.#digits));
    const instance = new webAssembly.Instance(this.#compiled);
    // The module is the package's own: what it exports is settled when it is built.
    return instance.exports as Exports;
  }
}

/** `count` doubles of a kernel's memory from an address in bytes on; valid as long as the memory does not grow. */
export function doublesAt(kernel: KernelExports, address: number, count: number): Float64Array {
  return new Float64Array(kernel.memory.buffer, address, count);
}
