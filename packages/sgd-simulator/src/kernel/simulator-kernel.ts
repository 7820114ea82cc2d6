import { KernelModule, type KernelExports } from '@crossover/math-core';
import { kernelDigits } from './simulator.generated.ts';

/** An address in a kernel's memory, in bytes. */
export type Address = number;

/** What the WebAssembly module of this package exports; the functions are described where they are defined, in kernels/. */
export interface SimulatorKernel extends KernelExports {
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

const module = new KernelModule<SimulatorKernel>(kernelDigits);

/** A kernel with a memory of its own, its tables filled. */
export function instantiateKernel(): SimulatorKernel {
  const kernel = module.instantiate();
  kernel.initialise();
  return kernel;
}
