import {
  createEnsemble,
  OverlapOverflowError,
  restoreEnsemble,
  type Ensemble,
} from '@crossover/sgd-simulator';
import { recordWork, stepWork } from '../cost/estimate-work.ts';
import { NonFiniteResultError } from '../errors.ts';
import { recordLength } from '../specification/record-length.ts';
import { initialOverlaps, sampleStream } from '../specification/run-streams.ts';
import type { SimulationSpecification } from '../specification/run-specification.ts';
import { stepAt } from '../specification/scaling-of.ts';
import { simulationModel } from '../specification/simulation-model.ts';
import type { Computation, ResumePoint } from './computation.ts';
import { writeRecord } from './records.ts';

/** Replicas that share the lanes of a vector cost what one of them costs. */
const LANES = 2;

/**
 * Simulations of one group at their start, or a single one where `resume` left it. They advance together; each has the bits
 * that it would have alone.
 *
 * @param rows the numbers of given inputs, if the runs have any
 */
export function createSimulations(
  specifications: readonly SimulationSpecification[],
  rows: Float64Array | undefined,
  resume?: ResumePoint,
): SimulationGroup {
  const [first] = specifications;
  const { model, timeStep } = simulationModel(first, initialOverlaps(first), rows);
  const ensemble =
    resume === undefined
      ? createEnsemble(first.engine, model, specifications.map(sampleStream))
      : restoreEnsemble(first.engine, model, [resume.state]);
  return new SimulationGroup(specifications, ensemble, model.initial.P, timeStep, resume);
}

/** The ensemble of a group's simulations, and each of them as a computation of its own. */
export class SimulationGroup {
  readonly members: readonly Simulation[];
  readonly #ensemble: Ensemble;
  /** The step of each output time; never falling, repetitions allowed. */
  readonly #steps: readonly number[];
  readonly #workPerStep: number;
  readonly #workPerRecord: number;
  #pointsDone: number;

  constructor(
    specifications: readonly SimulationSpecification[],
    ensemble: Ensemble,
    P: Float64Array,
    timeStep: number,
    resume: ResumePoint | undefined,
  ) {
    const [first] = specifications;
    this.#ensemble = ensemble;
    this.#steps = first.times.map((time) => stepAt(time, timeStep));
    const kernels =
      first.engine === 'projected' ? Math.ceil(specifications.length / LANES) : specifications.length;
    this.#workPerStep = kernels * stepWork(first);
    this.#workPerRecord = specifications.length * recordWork(first);
    this.#pointsDone = resume?.pointsDone ?? 0;
    const stepsTotal = this.#steps[this.#steps.length - 1];
    this.members = specifications.map(
      (specification, replica) => new Simulation(specification, ensemble, replica, P, stepsTotal, resume),
    );
  }

  get finished(): boolean {
    return this.#pointsDone === this.#steps.length;
  }

  advance(work: number): void {
    let budget = work;
    // At least one step or record a call, however small the budget: every call makes progress.
    do {
      const ahead = this.#steps[this.#pointsDone] - this.#ensemble.step;
      const steps = Math.min(ahead, Math.max(1, Math.floor(budget / this.#workPerStep)));
      this.#ensemble.advance(steps);
      budget -= steps * this.#workPerStep;
      if (steps === ahead) {
        for (const member of this.members) member.record();
        this.#pointsDone += 1;
        budget -= this.#workPerRecord;
      }
    } while (budget > 0 && !this.finished);
  }
}

/** One simulation of a group. */
export class Simulation implements Omit<Computation, 'advance'> {
  readonly P: Float64Array;
  readonly records: Float64Array;
  readonly stepsTotal: number;
  pointsDone: number;
  /** Why the run has no further records, if so. */
  failure: NonFiniteResultError | undefined;
  readonly #specification: SimulationSpecification;
  readonly #ensemble: Ensemble;
  readonly #replica: number;

  constructor(
    specification: SimulationSpecification,
    ensemble: Ensemble,
    replica: number,
    P: Float64Array,
    stepsTotal: number,
    resume: ResumePoint | undefined,
  ) {
    this.#specification = specification;
    this.#ensemble = ensemble;
    this.#replica = replica;
    this.P = P;
    this.records = new Float64Array(specification.times.length * recordLength(specification));
    if (resume !== undefined) this.records.set(resume.records);
    this.pointsDone = resume?.pointsDone ?? 0;
    this.stepsTotal = stepsTotal;
  }

  get specification(): SimulationSpecification {
    return this.#specification;
  }

  get stepsDone(): number {
    return this.#ensemble.step;
  }

  get finished(): boolean {
    return this.pointsDone === this.#specification.times.length;
  }

  get fraction(): number {
    // A run may have several records of its start and no step at all.
    return this.finished ? 1 : this.stepsDone / Math.max(1, this.stepsTotal);
  }

  state(): Uint8Array {
    return this.#ensemble.checkpoint(this.#replica);
  }

  /** Writes the record of the next output time; a run whose overlaps or risk are no longer finite ends here. */
  record(): void {
    if (this.failure !== undefined) return;
    try {
      const overlaps = this.#ensemble.orderParameters(this.#replica);
      const risk = this.#ensemble.populationRisk(this.#replica);
      const secondLayer = this.#ensemble.secondLayer(this.#replica);
      writeRecord(this.#specification, this.records, this.pointsDone, risk, overlaps, secondLayer);
      this.pointsDone += 1;
    } catch (error) {
      if (error instanceof NonFiniteResultError) this.failure = error;
      else if (error instanceof OverlapOverflowError) {
        this.failure = new NonFiniteResultError(error.message, { cause: error });
      } else throw error;
    }
  }
}
