import {
  activationCodes,
  choleskyFactor,
  doublesAt,
  InvalidArgumentError,
  KernelModule,
  type KernelExports,
} from '@crossover/math-core';
import { messages } from '../errors.ts';
import { createFields, loadState } from '../right-hand-side/fields.ts';
import { overlapOffset, stateLength } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import { kernelDigits } from './increment-moments.generated.ts';
import { normalLattice } from './lattice-rule.ts';
import { nodeSpread } from './node-spread.ts';
import { assertStep, type StepParameters } from './step-parameters.ts';

export interface QuadratureOptions {
  /** N, a power of two from 64 on: nodes of the lattice rule; default 16384. */
  readonly points?: number;
  /** Which of the random shifts of the lattice; default 0. */
  readonly shift?: number;
}

/** Writes mean (L) and covariance (L × L, row-major) of one step's increment of a packed state of length L. */
export type IncrementMoments = (state: Float64Array, mean: Float64Array, covariance: Float64Array) => void;

/** What the WebAssembly module exports; see kernels/increment-moments.ts. */
interface IncrementMomentsKernel extends KernelExports {
  reserveIncrementMoments(
    studentWidth: number,
    teacherWidth: number,
    nodePairs: number,
    secondLayerMoves: boolean,
    activationOfStudents: number,
    activationOfTeachers: number,
  ): void;
  setLearning(labelNoise: number, ofSquares: number, ofM: number, ofQ: number, ofOutputs: number): void;
  sumMoments(outside: number): void;
  addressOfNodes(): number;
  addressOfNodeWeights(): number;
  addressOfFactor(): number;
  addressOfUsedColumns(): number;
  addressOfOutputWeights(): number;
  addressOfSecondLayer(): number;
  addressOfMeanSums(): number;
  addressOfProductSums(): number;
}

const kernelModule = new KernelModule<IncrementMomentsKernel>(kernelDigits);

/** Pivots of Ω up to this share of its diagonal are zeros that integration errors have moved. */
const PIVOT_TOLERANCE = 1e-10;
/** A block of the kernel's. */
const LEAST_POINTS = 64;
/** Nodes take 8 N n bytes. */
const LARGEST_POINTS = 2 ** 20;

/**
 * Mean and covariance of Δy in one step of SGD, y the packed state (Q, M, and a where it is trained). Given the
 * fields, E = e + √Δ ζ and ‖x‖² are independent, e = Σ_b v_b σ_b(λ_b), and (model.md §2)
 *
 *     Δy = E u + E² w ‖x‖²,     u: M_ir → ρ a_i σ'_i λ*_r,   Q_ij → (1−η_w) ρ (a_i σ'_i λ_j + a_j σ'_j λ_i),   a_i → (γ_a/p) σ_i
 *                               w: Q_ij → ρ² a_i a_j σ'_i σ'_j,   ρ = γ/(pd)
 *
 * beside the decay, which is the same in every step. ‖x‖² is |z|², for fields F z with F Fᵀ = Ω of rank r, plus a χ²
 * variable with d − r degrees of freedom. Moments of ζ and χ² are exact; what is left, an average over z, is
 * taken by a lattice rule, the same nodes for every state: the result is a smooth function of the state wherever
 * the activations are, and positive semidefinite up to rounding.
 *
 * With 16384 nodes the entries of the covariance have errors, relative to √(Cov_xx Cov_yy), of 2e-4 at n = 3 fields
 * and 4e-3 at n = 12 (root mean square over the entries; three times as much at worst); 1e-3 to 3e-2 for z², 1e-2 for
 * ReLU with its kinks. `incrementCovariance` estimates them.
 *
 * Mini-batches: Δy is the mean over b samples of E u + E² w ‖x‖²/b, and products of two samples, of relative
 * order 1/d, are left out. With b = 1 nothing is.
 *
 * The returned function owns its kernel. It throws NotPositiveSemidefiniteError for a state that is no covariance,
 * and InvalidArgumentError for d below the rank of Ω; `createIncrementMoments` throws the latter for a step or a
 * number of nodes that is none.
 */
export function createIncrementMoments(
  model: DriftModel,
  step: StepParameters,
  { points = 16384, shift = 0 }: QuadratureOptions = {},
): IncrementMoments {
  assertStep(step);
  assertPoints(points);
  const { studentWidth: p, teacherWidth: k, noise, trainsSecondLayer = false } = model;
  const { learningRate, inputDimension: d, batchSize: b = 1, weightDecay = 0 } = step;
  const fields = createFields(model);
  const { count: n, v, C } = fields;
  const length = stateLength(p, k, trainsSecondLayer);
  const paddedLength = 4 * Math.ceil(length / 4);
  const kernel = kernelModule.instantiate();
  kernel.reserveIncrementMoments(
    p,
    k,
    points / 2,
    trainsSecondLayer,
    activationCodes[fields.activation],
    activationCodes[fields.teacherActivation],
  );
  const rate = learningRate / (p * d);
  const rateOfOutputs = (step.secondLayerLearningRate ?? 0) / p;
  kernel.setLearning(noise, (rate * rate) / b, rate, (1 - weightDecay) * rate, rateOfOutputs);
  const lattice = normalLattice(points, n, shift, nodeSpread[fields.activation]);
  loadNodes(doublesAt(kernel, kernel.addressOfNodes(), points * n), lattice.nodes, points, n);
  doublesAt(kernel, kernel.addressOfNodeWeights(), points).set(lattice.weights);
  const factor = doublesAt(kernel, kernel.addressOfFactor(), n * n);
  const usedColumns = doublesAt(kernel, kernel.addressOfUsedColumns(), n);
  const outputWeights = doublesAt(kernel, kernel.addressOfOutputWeights(), n);
  const secondLayer = doublesAt(kernel, kernel.addressOfSecondLayer(), p);
  const meanSums = doublesAt(kernel, kernel.addressOfMeanSums(), 2 * length);
  const productSums = doublesAt(kernel, kernel.addressOfProductSums(), paddedLength * paddedLength);

  return (state, mean, covariance) => {
    loadState(fields, state);
    outputWeights.set(v);
    for (let i = 0; i < p; i++) secondLayer[i] = -p * v[i];
    const rank = loadFactor(C, p, n, factor, usedColumns);
    if (d < rank) throw new InvalidArgumentError(messages.dimensionBelowRank(d, rank));
    kernel.sumMoments(d - rank);
    for (let x = 0; x < length; x++) mean[x] = (meanSums[2 * x] + meanSums[2 * x + 1]) / points;
    for (let x = 0; x < length; x++) {
      for (let y = x; y < length; y++) {
        const moment = productSums[x * paddedLength + y] / points;
        const value = (moment - mean[x] * mean[y]) / b;
        covariance[x * length + y] = value;
        covariance[y * length + x] = value;
      }
    }
    addDecay(state, weightDecay, p, k, mean);
  };
}

function assertPoints(points: number): void {
  const isPowerOfTwo = Number.isInteger(points) && (points & (points - 1)) === 0;
  if (!(isPowerOfTwo && points >= LEAST_POINTS && points <= LARGEST_POINTS)) {
    throw new InvalidArgumentError(messages.notPowerOfTwo('points', points, LEAST_POINTS, LARGEST_POINTS));
  }
}

/** The mean of weight decay alone: M loses η_w of itself and Q what is left of 1 − (1 − η_w)². */
function addDecay(state: Float64Array, decay: number, p: number, k: number, mean: Float64Array): void {
  const overlaps = overlapOffset(p);
  for (let x = 0; x < overlaps + p * k; x++) {
    mean[x] -= (x < overlaps ? decay * (2 - decay) : decay) * state[x];
  }
}

/** Two nodes in the lanes of each v128. */
function loadNodes(target: Float64Array, nodes: Float64Array, points: number, n: number): void {
  for (let node = 0; node < points; node++) {
    const pair = node >> 1;
    for (let c = 0; c < n; c++) target[2 * (pair * n + c) + (node & 1)] = nodes[node * n + c];
  }
}

/**
 * Writes F with F Fᵀ = C, lower triangular when teachers come first: a factor that moves with Ω without jumps, also
 * where Ω is singular and columns of F are zero. Returns the number of columns that are not.
 */
function loadFactor(
  C: Float64Array,
  p: number,
  n: number,
  factor: Float64Array,
  usedColumns: Float64Array,
): number {
  const k = n - p;
  const teachersFirst = new Float64Array(n * n);
  for (let b = 0; b < n; b++) {
    for (let e = 0; e < n; e++) teachersFirst[((b + k) % n) * n + ((e + k) % n)] = C[b * n + e];
  }
  const lower = choleskyFactor(teachersFirst, n, { tolerance: PIVOT_TOLERANCE });
  usedColumns.fill(0);
  let rank = 0;
  for (let b = 0; b < n; b++) {
    const row = ((b + k) % n) * n;
    for (let column = 0; column < n; column++) {
      const entry = lower[row + column];
      factor[b * n + column] = entry;
      if (entry !== 0 && usedColumns[column] === 0) {
        usedColumns[column] = 1;
        rank++;
      }
    }
  }
  return rank;
}
