import { populationRisk } from '@crossover/math-core';
import { createEngine, OverlapOverflowError, restoreEngine, type Engine } from '@crossover/sgd-simulator';
import { recordWork, stepWork } from '../cost/estimate-work.ts';
import { NonFiniteResultError } from '../errors.ts';
import { recordLength } from '../specification/record-length.ts';
import { initialOverlaps, sampleStream } from '../specification/run-streams.ts';
import type { SimulationSpecification } from '../specification/run-specification.ts';
import { stepAt } from '../specification/scaling-of.ts';
import { simulationModel } from '../specification/simulation-model.ts';
import type { Computation, ResumePoint } from './computation.ts';
import { writeRecord } from './records.ts';

/** A simulation at its start, or where `resume` left it. */
export function createSimulation(
  specification: SimulationSpecification,
  resume: ResumePoint | undefined,
): Computation {
  const { model, timeStep } = simulationModel(specification, initialOverlaps(specification));
  const engine =
    resume === undefined
      ? createEngine(specification.engine, model, sampleStream(specification))
      : restoreEngine(specification.engine, model, resume.state);
  return new Simulation(specification, engine, model.initial.P, timeStep, resume);
}

class Simulation implements Computation {
  readonly P: Float64Array;
  readonly records: Float64Array;
  readonly stepsTotal: number;
  pointsDone: number;
  readonly #specification: SimulationSpecification;
  readonly #engine: Engine;
  /** The step of each output time; never falling, repetitions allowed. */
  readonly #steps: readonly number[];
  readonly #workPerStep: number;
  readonly #workPerRecord: number;

  constructor(
    specification: SimulationSpecification,
    engine: Engine,
    P: Float64Array,
    timeStep: number,
    resume: ResumePoint | undefined,
  ) {
    this.#specification = specification;
    this.#engine = engine;
    this.P = P;
    this.records = new Float64Array(specification.times.length * recordLength(specification));
    if (resume !== undefined) this.records.set(resume.records);
    this.pointsDone = resume?.pointsDone ?? 0;
    this.#steps = specification.times.map((time) => stepAt(time, timeStep));
    this.stepsTotal = this.#steps[this.#steps.length - 1];
    this.#workPerStep = stepWork(specification);
    this.#workPerRecord = recordWork(specification);
  }

  get stepsDone(): number {
    return this.#engine.step;
  }

  get finished(): boolean {
    return this.pointsDone === this.#steps.length;
  }

  get fraction(): number {
    // A run may have several records of its start and no step at all.
    return this.finished ? 1 : this.stepsDone / Math.max(1, this.stepsTotal);
  }

  advance(work: number): void {
    let budget = work;
    // At least one step or record a call, however small the budget: every call makes progress.
    do {
      const ahead = this.#steps[this.pointsDone] - this.#engine.step;
      const steps = Math.min(ahead, Math.max(1, Math.floor(budget / this.#workPerStep)));
      this.#takeSteps(steps);
      budget -= steps * this.#workPerStep;
      if (steps === ahead) {
        this.#record();
        budget -= this.#workPerRecord;
      }
    } while (budget > 0 && !this.finished);
  }

  state(): Uint8Array {
    return this.#engine.checkpoint();
  }

  #takeSteps(steps: number): void {
    this.#refusingOverflow(() => this.#engine.advance(steps));
  }

  #record(): void {
    const overlaps = this.#refusingOverflow(() => this.#engine.orderParameters());
    writeRecord(this.#specification, this.records, this.pointsDone, populationRisk(overlaps), overlaps);
    this.pointsDone += 1;
  }

  #refusingOverflow<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof OverlapOverflowError)) throw error;
      throw new NonFiniteResultError(error.message, { cause: error });
    }
  }
}
