import { hexToBytes } from '@noble/hashes/utils.js';
import { kernelDigits } from './simulator.generated.ts';
import { webAssembly, type CompiledModule } from './web-assembly.ts';

/** An address in a kernel's memory, in bytes. */
export type Address = number;

/** What the WebAssembly module of this package exports; the functions are described where they are defined, in kernels/. */
export interface SimulatorKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  initialise(): void;
  setNetwork(
    studentWidth: number,
    teacherWidth: number,
    studentActivation: number,
    teacherActivation: number,
    lazy: number,
    batchSize: number,
  ): void;
  setLearning(rate: number, secondLayerRate: number, retention: number, noiseAmplitude: number): void;

  reserveProjectedEngine(pairs: number, dimensionsOutside: number): void;
  addressOfPair(pair: number): Address;
  addressOfReferenceFactor(): Address;
  addressOfTeacherOutputs(): Address;
  addressOfOutOfSpanColumn(): Address;
  clearOutOfSpan(pair: number): void;
  addOutOfSpanColumn(pair: number): void;
  advanceProjected(pair: number, steps: number): void;

  reserveDirect(
    inputDimension: number,
    teacherColumns: number,
    blockSamples: number,
    anisotropic: number,
  ): void;
  addressOfStreams(): Address;
  addressOfStudents(): Address;
  addressOfInitialStudents(): Address;
  addressOfTeachers(): Address;
  addressOfDeviations(): Address;
  addressOfSecondLayer(): Address;
  addressOfDirectTeacherOutputs(): Address;
  addressOfInputs(): Address;
  addressOfLabelNoise(): Address;
  addressOfStartFields(): Address;
  addressOfChanges(): Address;
  addressOfWorkspace(): Address;
  readonly position: { readonly value: number };
  closeBlock(): void;
  reopenBlock(trained: number): void;
  settle(): void;
  turnToHostInputs(): Address;
  openBlock(): void;
  trainOnStep(): void;
  advanceDirect(steps: number): void;
  halfSquaredError(): number;
  overlapOfRows(row: Address, other: Address, bytes: number): number;
}

let compiled: CompiledModule | undefined;

/**
 * A kernel with a memory of its own, which goes with it when the engine that holds it is collected. The module is compiled
 * once a thread, when the first engine is made.
 */
export function instantiateKernel(): SimulatorKernel {
  compiled ??= new webAssembly.Module(hexToBytes(kernelDigits));
  const instance = new webAssembly.Instance(compiled);
  // The generated module is this package's own: what it exports is settled when it is built.
  const kernel = instance.exports as SimulatorKernel;
  kernel.initialise();
  return kernel;
}

/** `count` doubles of a kernel's memory, by their address; valid once everything is reserved. */
export function doublesAt(kernel: SimulatorKernel, address: Address, count: number): Float64Array {
  return new Float64Array(kernel.memory.buffer, address, count);
}
