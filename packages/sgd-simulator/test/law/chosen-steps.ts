import type { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { chiSquareAccepts, normalOfChiSquare } from './chi-square-inverse.ts';
import { ChosenNormals } from './chosen-normals.ts';
import { directionsOutside, orthonormalDirections, type Position } from './position.ts';
import { laneOf, replayedKernel, type Lane, type ReplayedKernel } from './replayed-kernel.ts';
import { countOfChanges, readChanges } from './step-changes.ts';
import { stepPlan, type SamplePlan, type StepPlan } from './step-plan.ts';

/** χ² takes its mean times 1 ± this: a change is linear in it. */
const SPREAD = 0.5;

/** What a run gives all draws but the components in the weights' span. */
interface Run {
  readonly normals: readonly { readonly index: number; readonly value: number }[];
  /** For each sample the sign of its part outside the span. */
  readonly turns: readonly number[];
}

/**
 * Steps of an engine's kernel from one position on inputs whose components g along the n directions of the weights' span are
 * chosen, averaged over everything else that the kernel draws.
 *
 * A change is a polynomial in all of that, of degree two in the ζ of a batch's samples, linear in the χ², and of degree two in
 * the signs of what the samples have outside the span. So two values, ±1 or χ² above and below its mean, stand for each
 * law, and runs in which products of two of the signs average out: in the r-th run the m-th sign is that of (−1)^{|r ∧ m|}. One
 * block of bits of r is for the ζ and one for the rest, so that products of the two kinds average out as well.
 */
export class ChosenSteps {
  readonly position: Position;
  /** An orthonormal basis of the weights' span, n rows. */
  readonly directions: readonly Float64Array[];
  readonly size: number;
  readonly #model: CompleteModel;
  readonly #kernel: ReplayedKernel;
  readonly #samples: StepPlan['samples'];
  readonly #normals: ChosenNormals;
  readonly #runs: readonly Run[];
  /** What an input has along the coordinates outside the span. */
  readonly #outside: Float64Array;
  /** What every sample has inside it. */
  readonly #inside: readonly Float64Array[];
  readonly #lane: Lane;
  readonly #changes: Float64Array;

  /** @param stepsBefore steps that the engine takes from Ω⁰ before, on draws that nobody chooses */
  constructor(name: EngineName, model: CompleteModel, stream: RandomStream, stepsBefore: number) {
    const kernel = replayedKernel(name, model, stream);
    const before = laneOf(kernel, model);
    const lane = laneOf(kernel, model);
    kernel.read(0, before);
    kernel.restart();
    kernel.advance(stepsBefore);
    kernel.startFromHere();
    kernel.read(0, lane);
    this.position = {
      columns: kernel.columns,
      students: lane.rows.slice(),
      initialStudents: before.rows,
      teachers: kernel.teachers,
      secondLayer: lane.secondLayer.slice(),
    };
    const { lanes, samples } = stepPlan(name, model);
    this.directions = orthonormalDirections(this.position);
    this.size = countOfChanges(model);
    this.#model = model;
    this.#kernel = kernel;
    this.#samples = samples;
    this.#normals = new ChosenNormals(
      kernel.kernel,
      kernel.streams,
      lanes,
      stream.split('chosen'),
      (uniforms) =>
        samples.every(
          ({ rest }) =>
            rest === undefined ||
            [1 - SPREAD, 1 + SPREAD].every((factor) => chiSquareAccepts(rest, factor, uniforms)),
        ),
    );
    const outside = directionsOutside(this.directions, samples[0].coordinates.length, kernel.columns);
    this.#runs = runsOf(samples, outside.length > 0, kernel.lanes, this.#normals.uniforms);
    this.#outside = new Float64Array(kernel.columns);
    for (const direction of outside) addTo(this.#outside, 1, direction);
    this.#inside = samples.map(() => new Float64Array(kernel.columns));
    this.#lane = lane;
    this.#changes = new Float64Array(this.size);
  }

  /**
   * Adds the mean change at these components, times a weight, to `sums`.
   *
   * @param components n for each sample of the batch
   */
  add(components: Float64Array, weight: number, sums: Float64Array): void {
    const { lanes } = this.#kernel;
    const n = this.directions.length;
    this.#inside.forEach((x, s) => {
      x.fill(0);
      this.directions.forEach((direction, c) => addTo(x, components[s * n + c], direction));
    });
    const share = weight / this.#runs.length;
    for (let first = 0; first < this.#runs.length; first += lanes) {
      for (let lane = 0; lane < lanes; lane++) this.#choose(lane, this.#runs[first + lane]);
      this.#normals.rewind();
      this.#kernel.restart();
      this.#kernel.advance(1);
      for (let lane = 0; lane < lanes; lane++) {
        this.#kernel.read(lane, this.#lane);
        readChanges(this.#model, this.position, this.#lane, this.#changes);
        for (let index = 0; index < this.size; index++) sums[index] += share * this.#changes[index];
      }
    }
  }

  #choose(lane: number, { normals, turns }: Run): void {
    for (const { index, value } of normals) this.#normals.set(lane, index, value);
    this.#samples.forEach(({ coordinates }, s) => {
      const inside = this.#inside[s];
      const turn = turns[s];
      for (let j = 0; j < coordinates.length; j++) {
        const { laneOfRun, index } = coordinates[j];
        this.#normals.set(
          this.#kernel.lanes === 1 ? laneOfRun : lane,
          index,
          inside[j] + turn * this.#outside[j],
        );
      }
    });
  }
}

/** @param uniforms those of each lane */
function runsOf(
  samples: readonly SamplePlan[],
  turned: boolean,
  lanes: number,
  uniforms: readonly (readonly number[])[],
): Run[] {
  const noisy = samples.filter(({ zeta }) => zeta !== undefined).length;
  const others = samples.reduce(
    (sum, { row, rest }) => sum + row.length + (rest === undefined ? 0 : 1) + (turned ? 1 : 0),
    0,
  );
  // A single sample has nothing that its part outside the span could be turned against.
  const turnedAlone = turned && samples.length === 1;
  const bitsOfNoise = bitsFor(noisy);
  const count = 2 ** (bitsOfNoise + bitsFor(turnedAlone ? others - 1 : others));
  return Array.from({ length: Math.max(count, lanes) }, (_, r): Run => {
    let noises = 0;
    let signs = 0;
    const noise = (): number => signOf(r & ++noises);
    const sign = (): number => signOf((r >> bitsOfNoise) & ++signs);
    const normals: { index: number; value: number }[] = [];
    const turns = samples.map(({ zeta, row, rest }) => {
      if (zeta !== undefined) normals.push({ index: zeta, value: noise() });
      for (const index of row) normals.push({ index, value: sign() });
      if (rest !== undefined) {
        const factor = 1 + SPREAD * sign();
        normals.push({ index: rest.normal, value: normalOfChiSquare(rest, factor, uniforms[r % lanes]) });
      }
      return turned && !turnedAlone ? sign() : 1;
    });
    return { normals, turns };
  });
}

/** How many bits number so many signs from 1 on. */
function bitsFor(signs: number): number {
  let bits = 0;
  while (2 ** bits <= signs) bits += 1;
  return bits;
}

/** (−1)^{|bits|} */
function signOf(bits: number): number {
  let sign = 1;
  for (let rest = bits; rest > 0; rest &= rest - 1) sign = -sign;
  return sign;
}

function addTo(sum: Float64Array, factor: number, vector: Float64Array): void {
  for (let j = 0; j < sum.length; j++) sum[j] += factor * vector[j];
}
