/** The part of the WebAssembly interface that Node and browsers share and this package uses. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (module: CompiledModule) => { readonly exports: unknown };
}

/** A compiled module; it can be instantiated any number of times. */
export type CompiledModule = object;

/** Neither Node's types nor a browser's are part of a package that runs in both. */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface })
  .WebAssembly;
