import { doublesAt, KernelModule, type KernelExports } from '@crossover/math-core';
import { kernelDigits } from './linear-equations.generated.ts';

/** What the WebAssembly module exports; see kernels/linear-equations.ts. */
interface LinearEquationsKernel extends KernelExports {
  reserveEquations(dimension: number): void;
  addressOfMatrix(): number;
  addressOfVector(): number;
  /** 1 where all pivots are finite and not 0. */
  factorise(): number;
  solveFactorised(): void;
}

const kernelModule = new KernelModule<LinearEquationsKernel>(kernelDigits);

/** Systems of n linear equations by LU factors with partial pivoting, in a kernel of their own. Allocates nothing after it is made. */
export class LinearEquations {
  readonly #kernel: LinearEquationsKernel;
  readonly #vector: Float64Array;
  /** The matrix, then its factors: n rows, the r-th from r · `rowLength` on. */
  readonly matrix: Float64Array;
  readonly rowLength: number;

  constructor(dimension: number) {
    this.#kernel = kernelModule.instantiate();
    this.#kernel.reserveEquations(dimension);
    this.rowLength = dimension + (dimension % 2);
    this.matrix = doublesAt(this.#kernel, this.#kernel.addressOfMatrix(), dimension * this.rowLength);
    this.#vector = doublesAt(this.#kernel, this.#kernel.addressOfVector(), dimension);
  }

  /** Replaces the matrix by its factors; says whether it is regular. */
  factorise(): boolean {
    return this.#kernel.factorise() === 1;
  }

  /** Replaces b by the solution of A x = b, from the factors of A. */
  solve(b: Float64Array): void {
    this.#vector.set(b);
    this.#kernel.solveFactorised();
    b.set(this.#vector);
  }
}
