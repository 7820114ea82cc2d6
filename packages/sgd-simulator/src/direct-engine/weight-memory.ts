import { doublesAt, type OrderParameters } from '@crossover/math-core';
import type { Address, SimulatorKernel } from '../kernel/simulator-kernel.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import { blockSamples } from './block-samples.ts';
import type { PlacedWeights } from './place-weights.ts';

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** The weights in a kernel's memory, where rows are padded to an even number of doubles (see kernels/direct/state.ts). */
export class WeightMemory {
  readonly #kernel: SimulatorKernel;
  readonly #model: CompleteModel;
  readonly #rowLength: number;
  readonly #teacherRowLength: number;
  readonly #samples: number;

  constructor(kernel: SimulatorKernel, model: CompleteModel, teacherColumns: number) {
    this.#kernel = kernel;
    this.#model = model;
    this.#rowLength = padded(model.inputDimension);
    this.#teacherRowLength = padded(teacherColumns);
    this.#samples = blockSamples(model);
  }

  place({ students, teachers, teacherColumns }: PlacedWeights): void {
    const {
      studentWidth: p,
      teacherWidth: k,
      inputDimension: d,
      inputs,
      secondLayer,
      training,
    } = this.#model;
    const kernel = this.#kernel;
    this.#placeRows(kernel.addressOfStudents(), students, p, d, this.#rowLength);
    if (training === 'lazy') {
      this.#placeRows(kernel.addressOfInitialStudents(), students, p, d, this.#rowLength);
    }
    this.#placeRows(kernel.addressOfTeachers(), teachers, k, teacherColumns, this.#teacherRowLength);
    doublesAt(kernel, kernel.addressOfSecondLayer(), p).set(secondLayer.student);
    const teacherOutputs = doublesAt(kernel, kernel.addressOfDirectTeacherOutputs(), k);
    secondLayer.teacher.forEach((output, r) => (teacherOutputs[r] = output / k));
    if (inputs.kind === 'spectrum') {
      const deviations = doublesAt(kernel, kernel.addressOfDeviations(), d);
      inputs.eigenvalues.forEach((variance, j) => (deviations[j] = Math.sqrt(variance)));
    }
  }

  /** Q (exactly symmetric), M and P; P is the model's where the inputs see it unchanged. */
  overlaps(): OrderParameters {
    const { studentWidth, teacherWidth, inputs, initial } = this.#model;
    this.#kernel.settle();
    return {
      studentWidth,
      teacherWidth,
      Q: this.#gram(this.#kernel.addressOfStudents()),
      M: this.#withTeachers(this.#kernel.addressOfStudents(), studentWidth),
      P: inputs.kind === 'spectrum' ? this.#teachersAlone() : Float64Array.from(initial.P),
    };
  }

  /** W S W⁰ᵀ/d, and the overlaps of W⁰. */
  overlapsOfLazyTraining(): {
    readonly withInitial: Float64Array;
    readonly initial: Pick<OrderParameters, 'Q' | 'M'>;
  } {
    const { studentWidth: p } = this.#model;
    const kernel = this.#kernel;
    kernel.settle();
    const students = kernel.addressOfStudents();
    const initialStudents = kernel.addressOfInitialStudents();
    const bytes = this.#rowLength * BYTES;
    const withInitial = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        withInitial[i * p + j] = kernel.overlapOfRows(
          students + i * bytes,
          initialStudents + j * bytes,
          bytes,
        );
      }
    }
    return {
      withInitial,
      initial: { Q: this.#gram(initialStudents), M: this.#withTeachers(initialStudents, p) },
    };
  }

  /** Everything that changes: a, W, how far the block is, and of a block under way all that it needs to go on. */
  numbers(): Float64Array {
    this.#kernel.settle();
    const position = this.#kernel.position.value;
    const parts = [...this.#lasting(), Float64Array.of(position)];
    if (position < this.#samples) {
      this.#clearChangesFrom(position);
      parts.push(...this.#block());
    }
    const numbers = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      numbers.set(part, at);
      at += part.length;
    }
    return numbers;
  }

  restore(numbers: Float64Array): void {
    let at = 0;
    const read = (part: Float64Array) => {
      part.set(numbers.subarray(at, at + part.length));
      at += part.length;
    };
    this.#lasting().forEach(read);
    const position = numbers[at++];
    if (position < this.#samples) {
      this.#block().forEach(read);
      this.#kernel.reopenBlock(position);
    } else {
      this.#kernel.closeBlock();
    }
  }

  #lasting(): Float64Array[] {
    const { studentWidth: p } = this.#model;
    const kernel = this.#kernel;
    return [
      doublesAt(kernel, kernel.addressOfSecondLayer(), p),
      doublesAt(kernel, kernel.addressOfStudents(), p * this.#rowLength),
    ];
  }

  #block(): Float64Array[] {
    const kernel = this.#kernel;
    const vectors = this.#samples * padded(this.#model.studentWidth);
    return [
      doublesAt(kernel, kernel.addressOfInputs(), this.#samples * this.#rowLength),
      doublesAt(kernel, kernel.addressOfLabelNoise(), 2 * this.#samples),
      doublesAt(kernel, kernel.addressOfStartFields(), vectors),
      doublesAt(kernel, kernel.addressOfChanges(), vectors),
    ];
  }

  /** What an earlier block left where samples of this one are still to come; a checkpoint must not depend on it. */
  #clearChangesFrom(position: number): void {
    const vector = padded(this.#model.studentWidth);
    doublesAt(this.#kernel, this.#kernel.addressOfChanges(), this.#samples * vector).fill(
      0,
      position * vector,
    );
  }

  #placeRows(to: Address, from: Float64Array, rows: number, columns: number, rowLength: number): void {
    const memory = doublesAt(this.#kernel, to, rows * rowLength);
    for (let row = 0; row < rows; row++) {
      memory.set(from.subarray(row * columns, (row + 1) * columns), row * rowLength);
    }
  }

  #gram(rows: Address): Float64Array {
    const { studentWidth: p } = this.#model;
    const bytes = this.#rowLength * BYTES;
    const Q = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        Q[i * p + j] = this.#kernel.overlapOfRows(rows + i * bytes, rows + j * bytes, bytes);
        Q[j * p + i] = Q[i * p + j];
      }
    }
    return Q;
  }

  #withTeachers(rows: Address, count: number): Float64Array {
    const { teacherWidth: k } = this.#model;
    const teachers = this.#kernel.addressOfTeachers();
    const bytes = this.#teacherRowLength * BYTES;
    const M = new Float64Array(count * k);
    for (let i = 0; i < count; i++) {
      const row = rows + i * this.#rowLength * BYTES;
      for (let r = 0; r < k; r++) M[i * k + r] = this.#kernel.overlapOfRows(teachers + r * bytes, row, bytes);
    }
    return M;
  }

  #teachersAlone(): Float64Array {
    const { teacherWidth: k } = this.#model;
    const teachers = this.#kernel.addressOfTeachers();
    const bytes = this.#teacherRowLength * BYTES;
    const P = new Float64Array(k * k);
    for (let r = 0; r < k; r++) {
      for (let s = 0; s <= r; s++) {
        P[r * k + s] = this.#kernel.overlapOfRows(teachers + r * bytes, teachers + s * bytes, bytes);
        P[s * k + r] = P[r * k + s];
      }
    }
    return P;
  }
}

function padded(count: number): number {
  return count + (count % 2);
}
