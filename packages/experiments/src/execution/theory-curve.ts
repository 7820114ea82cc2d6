import {
  createMeanFieldTrajectory,
  createTrajectory,
  restoreMeanFieldTrajectory,
  restoreTrajectory,
} from '@crossover/ode-theory';
import { evaluationWork } from '../cost/estimate-work.ts';
import { meanFieldStart } from '../specification/mean-field-start.ts';
import { driftWeightsOf, networkOf } from '../specification/theory-model.ts';
import { recordLength } from '../specification/record-length.ts';
import { initialOverlaps } from '../specification/run-streams.ts';
import type { TheorySpecification } from '../specification/run-specification.ts';
import type { Computation, ResumePoint } from './computation.ts';
import { writeRecord, writeRisk } from './records.ts';

/** A theory curve at its start, or where `resume` left it. */
export function createTheoryCurve(
  specification: TheorySpecification,
  resume: ResumePoint | undefined,
): Computation {
  return specification.equations === 'mean-field'
    ? createParticleCurve(specification, resume)
    : createOverlapCurve(specification, resume);
}

function createOverlapCurve(
  specification: TheorySpecification,
  resume: ResumePoint | undefined,
): Computation {
  const { noise, times, relativeTolerance } = specification;
  const initial = initialOverlaps(specification);
  const options = {
    initial,
    network: networkOf(specification),
    weights: driftWeightsOf(specification),
    noise,
    times,
    relativeTolerance,
  };
  const trajectory =
    resume === undefined ? createTrajectory(options) : restoreTrajectory(options, resume.state);
  return new TheoryCurve(specification, trajectory, initial.P, resume, (records, point) =>
    writeRecord(
      specification,
      records,
      point.index,
      point.risk,
      point.orderParameters,
      point.secondLayer ?? undefined,
    ),
  );
}

function createParticleCurve(
  specification: TheorySpecification,
  resume: ResumePoint | undefined,
): Computation {
  const { times, relativeTolerance, secondLayer } = specification;
  const particles = meanFieldStart(specification);
  const options = {
    particles,
    gradient: driftWeightsOf(specification).gradient,
    times,
    relativeTolerance,
    ...(secondLayer.teacher === null ? {} : { teacherSecondLayer: Float64Array.from(secondLayer.teacher) }),
  };
  const trajectory =
    resume === undefined
      ? createMeanFieldTrajectory(options)
      : restoreMeanFieldTrajectory(options, resume.state);
  return new TheoryCurve(specification, trajectory, particles.P, resume, (records, { index, risk }) =>
    writeRisk(specification, records, index, risk),
  );
}

/** What trajectories of overlaps and of particles have in common. */
interface PacedTrajectory<Point> {
  readonly time: number;
  readonly statistics: { readonly evaluations: number };
  readonly points: readonly Point[];
  advance(maxEvaluations: number): boolean;
  checkpoint(): Uint8Array;
}

class TheoryCurve<Point extends { readonly index: number }> implements Computation {
  readonly P: Float64Array;
  readonly records: Float64Array;
  readonly stepsTotal = null;
  pointsDone: number;
  readonly #specification: TheorySpecification;
  readonly #trajectory: PacedTrajectory<Point>;
  readonly #write: (records: Float64Array, point: Point) => void;
  readonly #workPerEvaluation: number;
  /** How many of the trajectory's points, which begin behind the checkpoint, are already recorded. */
  #collected = 0;

  constructor(
    specification: TheorySpecification,
    trajectory: PacedTrajectory<Point>,
    P: Float64Array,
    resume: ResumePoint | undefined,
    write: (records: Float64Array, point: Point) => void,
  ) {
    this.#specification = specification;
    this.#trajectory = trajectory;
    this.#write = write;
    this.#workPerEvaluation = evaluationWork(specification);
    this.P = P;
    this.records = new Float64Array(specification.times.length * recordLength(specification));
    if (resume !== undefined) this.records.set(resume.records);
    this.pointsDone = resume?.pointsDone ?? 0;
  }

  get stepsDone(): number {
    return this.#trajectory.statistics.evaluations;
  }

  get finished(): boolean {
    return this.pointsDone === this.#specification.times.length;
  }

  /** Output times passed, of all of them: on a log-spaced grid the work is spread over them about evenly. */
  get fraction(): number {
    if (this.finished) return 1;
    const { times } = this.#specification;
    const from = this.pointsDone === 0 ? 0 : times[this.pointsDone - 1];
    const passed = (this.#trajectory.time - from) / (times[this.pointsDone] - from);
    return (this.pointsDone + Math.max(0, Math.min(1, passed))) / times.length;
  }

  advance(work: number): void {
    this.#trajectory.advance(Math.max(1, Math.floor(work / this.#workPerEvaluation)));
    const { points } = this.#trajectory;
    for (; this.#collected < points.length; this.#collected++) {
      const point = points[this.#collected];
      this.#write(this.records, point);
      this.pointsDone = point.index + 1;
    }
  }

  state(): Uint8Array {
    return this.#trajectory.checkpoint();
  }
}
