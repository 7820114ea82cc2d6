import { power } from '@crossover/math-core';
import { StepSizeUnderflowError } from '../errors.ts';
import type { Observable } from '../integrator/error-estimate.ts';
import { Integrator } from '../integrator/integrator.ts';
import type { VectorField } from '../integrator/initial-step.ts';
import { createJacobian, type JacobianEvaluator } from '../stability/jacobian.ts';
import { covarianceError } from './covariance-error.ts';
import { createLyapunovFlow, type LyapunovFlow } from './lyapunov-flow.ts';
import { createMagnusGenerator, type LinearNoise, type MagnusGenerator } from './magnus-generator.ts';

/** Writes D at a state, per unit of t. */
export type NoiseField = (state: Float64Array, D: Float64Array) => void;

export interface LinearNoiseOptions {
  readonly field: VectorField;
  readonly noise: NoiseField;
  /** Its own accuracy is kept beside that of the state and of Σ: the risk. */
  readonly observable: Observable;
  readonly endTime: number;
  /** Error allowed in a step, relative to Σ. */
  readonly tolerance: number;
}

/** The solution at one time. */
export interface LinearNoiseState {
  readonly state: Float64Array;
  readonly sigma: Float64Array;
}

interface Node extends LinearNoise {
  readonly time: number;
  readonly state: Float64Array;
}

/** An accepted step, by the values at its quarters. */
interface Step {
  readonly start: number;
  readonly length: number;
  readonly nodes: readonly [Node, Node, Node, Node, Node];
  readonly sigmaAtStart: Float64Array;
  readonly sigmaAtMiddle: Float64Array;
}

/** Of the mean, relative and absolute; far below what Σ needs, because R is linear in errors of the overlaps. */
const MEAN_TOLERANCES = { relative: 1e-9, absolute: 1e-12 };
const RISK_FLOOR = 1e-13;
/** ‖J‖ times the first step. */
const FIRST_STEP = 0.1;
const LARGEST_GROWTH = 4;
const SAFETY = 0.9;

/**
 * Mean y and covariance Σ of the linear-noise approximation (van Kampen),
 *
 *     dy/dt = f(y),     dΣ/dt = J Σ + Σ Jᵀ + D(y),     J = ∂f/∂y,     Σ(0) = 0,
 *
 * in adaptive steps: y by Dormand–Prince 8(5,3), Σ by the fourth-order Magnus expansion, whose steps may be as long
 * as J and D stay alike. A step is taken whole and in halves, from values at its quarters; the difference tells the
 * error, and the halves are kept. Refused steps are halved, so that no value of J and D is lost.
 */
export class LinearNoiseIntegrator {
  readonly #options: LinearNoiseOptions;
  readonly #dimension: number;
  readonly #jacobian: JacobianEvaluator;
  readonly #generator: MagnusGenerator;
  readonly #flow: LyapunovFlow;
  readonly #A: Float64Array;
  readonly #G: Float64Array;
  readonly #gradient: Float64Array;
  #time = 0;
  #length: number;
  #node: Node;
  #sigma: Float64Array;
  #last: Step | null = null;
  #evaluations = 0;

  constructor(initial: Float64Array, options: LinearNoiseOptions) {
    const n = initial.length;
    this.#options = options;
    this.#dimension = n;
    this.#jacobian = createJacobian(options.field, n);
    this.#generator = createMagnusGenerator(n);
    this.#flow = createLyapunovFlow(n);
    this.#A = new Float64Array(n * n);
    this.#G = new Float64Array(n * n);
    this.#gradient = new Float64Array(n);
    this.#node = this.#nodeAt(0, initial);
    this.#sigma = new Float64Array(n * n);
    this.#length = Math.min(options.endTime, FIRST_STEP / largestEntry(this.#node.J));
  }

  get time(): number {
    return this.#time;
  }

  get finished(): boolean {
    return this.#time >= this.#options.endTime;
  }

  /** How often J and D were evaluated. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /** One accepted step, ending at `endTime` at the latest. */
  step(): void {
    const remaining = this.#options.endTime - this.#time;
    const isLast = 1.01 * this.#length >= remaining;
    let length = isLast ? remaining : this.#length;
    let middle = this.#nodeAfter(this.#node, 0.5 * length);
    let end = this.#nodeAfter(middle, 0.5 * length);
    for (let halvings = 0; ; halvings++) {
      if (!(this.#time + 0.1 * length > this.#time)) throw new StepSizeUnderflowError(this.#time, length);
      const first = this.#nodeAfter(this.#node, 0.25 * length);
      const third = this.#nodeAfter(middle, 0.25 * length);
      const sigmaAtStart = this.#sigma;
      const coarse = this.#carry(sigmaAtStart, [this.#node, middle, end], length, 1);
      const sigmaAtMiddle = this.#carry(sigmaAtStart, [this.#node, first, middle], 0.5 * length, 1);
      const fine = this.#carry(sigmaAtMiddle, [middle, third, end], 0.5 * length, 1);
      this.#options.observable(end.state, this.#gradient);
      const error = covarianceError(fine, coarse, this.#gradient, this.#options.tolerance, this.#G);
      if (error <= 1) {
        const nodes = [this.#node, first, middle, third, end] as const;
        this.#last = { start: this.#time, length, nodes, sigmaAtStart, sigmaAtMiddle };
        this.#time = isLast && halvings === 0 ? this.#options.endTime : this.#time + length;
        this.#node = end;
        this.#sigma = fine;
        this.#length = length * growth(error);
        return;
      }
      end = middle;
      middle = first;
      length *= 0.5;
    }
  }

  /** The solution at a time within the last step, or at 0 before the first. */
  at(time: number): LinearNoiseState {
    if (this.#last === null || time === this.#time) return { state: this.#node.state, sigma: this.#sigma };
    const { start, length, nodes, sigmaAtStart, sigmaAtMiddle } = this.#last;
    const h = 0.5 * length;
    const inFirstHalf = time - start <= h;
    const elapsed = time - start - (inFirstHalf ? 0 : h);
    const [a, b, c] = inFirstHalf ? nodes.slice(0, 3) : nodes.slice(2);
    const sigma = inFirstHalf ? sigmaAtStart : sigmaAtMiddle;
    if (elapsed === 0) return { state: a.state, sigma };
    return {
      state: this.#meanAfter(a, elapsed),
      sigma: this.#carry(sigma, [a, b, c], h, elapsed / h),
    };
  }

  #carry(sigma: Float64Array, nodes: readonly [Node, Node, Node], h: number, share: number): Float64Array {
    const carried = sigma.slice();
    this.#generator(nodes, h, share, this.#A, this.#G);
    this.#flow(this.#A, this.#G, carried);
    return carried;
  }

  #nodeAfter(node: Node, duration: number): Node {
    return this.#nodeAt(node.time + duration, this.#meanAfter(node, duration));
  }

  #nodeAt(time: number, state: Float64Array): Node {
    const n = this.#dimension;
    const node = { time, state, J: new Float64Array(n * n), D: new Float64Array(n * n) };
    this.#jacobian(state, node.J);
    this.#options.noise(state, node.D);
    this.#evaluations++;
    return node;
  }

  /** The field is autonomous: every stretch begins at its own time 0. */
  #meanAfter({ time, state }: Node, duration: number): Float64Array {
    const { field, observable } = this.#options;
    const controlled = { observable, relative: MEAN_TOLERANCES.relative, floor: RISK_FLOOR };
    const integrator = new Integrator(field, state, MEAN_TOLERANCES, duration, controlled);
    try {
      while (!integrator.finished) integrator.step();
    } catch (error) {
      if (!(error instanceof StepSizeUnderflowError)) throw error;
      throw new StepSizeUnderflowError(time + error.time, error.stepSize);
    }
    return integrator.state.slice();
  }
}

function growth(error: number): number {
  return error === 0 ? LARGEST_GROWTH : Math.min(LARGEST_GROWTH, SAFETY * power(error, -0.2));
}

function largestEntry(J: Float64Array): number {
  let largest = 0;
  for (let x = 0; x < J.length; x++) largest = Math.max(largest, Math.abs(J[x]));
  return largest;
}
