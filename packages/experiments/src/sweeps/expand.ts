import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { runIdentity } from '../specification/identity.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { normalizeRunSpecification } from '../specification/normalize.ts';
import { equationNames, type RunSpecification } from '../specification/run-specification.ts';
import { timeStepAt } from '../specification/scaling-of.ts';
import { show } from '../specification/show.ts';
import { parseSpecification } from '../specification/specification-issues.ts';
import {
  experimentSpecificationSchema,
  type ExperimentInput,
  type ExperimentPart,
} from './experiment-specification.ts';
import { parameterPoints, type ParameterPoint } from './parameter-points.ts';
import { timesOf, unitOf, type TimeGrid } from './time-grid.ts';

/** More faults than this are not listed: they are one fault seen at many points. */
const LISTED_ISSUES = 10;

/** A fault of the runs at one point of a part's sweep. */
export interface PointFault {
  readonly partIndex: number;
  readonly point: ParameterPoint;
  /** The fault in words that say at which point it is. */
  readonly message: string;
  /** Path of the parameter inside a run, such as `initial.Q`. */
  readonly parameter: string;
}

/**
 * The runs of an experiment, each once, in a fixed order: part by part; within a part, parameter points
 * with the last axis running fastest; at each point its theory curves (in the order of `equationNames`), then its
 * replicas. Runs with the same identity, such as the limit curve of simulations at several d, appear once.
 *
 * @throws {InvalidSpecificationError} when a point cannot be carried out, or there are too many runs.
 */
export function expandExperiment(experiment: ExperimentInput): RunSpecification[] {
  const { parts } = parseSpecification(experimentSpecificationSchema, experiment);
  const { runs, faults } = expandParts(parts);
  if (faults.length === 0) return runs;
  throw new InvalidSpecificationError(
    faults.map(({ partIndex, parameter, message }) => ({
      path: [`parts.${partIndex}`, parameter].filter((step) => step !== '').join('.'),
      message,
    })),
  );
}

/**
 * The runs of parts, or the first faults of them.
 * @throws {InvalidSpecificationError} when there are too many runs to look at them.
 */
export function expandParts(parts: readonly ExperimentPart[]): {
  readonly runs: RunSpecification[];
  readonly faults: readonly PointFault[];
} {
  const total = parts.reduce((sum, part) => sum + runCount(part), 0);
  if (total > SPECIFICATION_LIMITS.runs) {
    const message = messages.tooManyRuns(total, SPECIFICATION_LIMITS.runs);
    throw new InvalidSpecificationError([{ path: 'parts', message }]);
  }
  const runs = new Map<string, RunSpecification>();
  const faults: PointFault[] = [];
  parts.forEach((part, partIndex) => {
    for (const point of parameterPoints(part.axes)) {
      if (faults.length >= LISTED_ISSUES) break;
      try {
        for (const run of runsAt(part, point)) runs.set(runIdentity(run), run);
      } catch (error) {
        if (!(error instanceof InvalidSpecificationError)) throw error;
        faults.push(...error.issues.map((issue) => atPoint(issue, part, partIndex, point)));
      }
    }
  });
  return { runs: [...runs.values()], faults: faults.slice(0, LISTED_ISSUES) };
}

function runCount({ axes, theory, simulation, replicas }: ExperimentPart): number {
  const points = Object.values(axes).reduce((product, values) => product * (values?.length ?? 1), 1);
  return points * (new Set(theory).size + (simulation ? replicas : 0));
}

function runsAt(
  { base, theory, simulation, replicas }: ExperimentPart,
  point: ParameterPoint,
): RunSpecification[] {
  const { times: grid, engine, relativeTolerance, ...shared } = { ...base, ...point };
  const parameters = grid === undefined ? shared : { ...shared, times: timesAt(grid, shared) };
  const curves = equationNames
    .filter((equations) => theory.includes(equations))
    .map((equations) =>
      normalizeRunSpecification({
        kind: 'theory',
        ...parameters,
        equations,
        ...(relativeTolerance === undefined ? {} : { relativeTolerance }),
      }),
    );
  if (!simulation) return curves;
  const first = normalizeRunSpecification({
    kind: 'simulation',
    ...parameters,
    ...(engine === undefined ? {} : { engine }),
  });
  if (first.kind === 'simulation' && first.inputs.kind === 'given') {
    throw new InvalidSpecificationError([{ path: 'inputs', message: messages.givenInputsAreLocal() }]);
  }
  return [...curves, ...Array.from({ length: replicas }, (_, replica) => ({ ...first, replica }))];
}

/**
 * The output times of a grid at a point of a sweep. Where the point does not say all that δt takes, normalising its runs says what is
 * missing; until then any times do.
 */
function timesAt(
  grid: TimeGrid,
  { kappa, delta, inputDimension }: Pick<ExperimentPart['base'], 'kappa' | 'delta' | 'inputDimension'>,
): number[] {
  const isComplete = kappa !== undefined && delta !== undefined && inputDimension !== undefined;
  if (unitOf(grid) === 'regime' || inputDimension === null) return timesOf(grid, null);
  if (!isComplete) return [0];
  return timesOf(grid, { inputDimension, timeStep: timeStepAt({ kappa, delta, inputDimension }) });
}

function atPoint(
  { path, message }: SpecificationIssue,
  { label }: ExperimentPart,
  partIndex: number,
  point: ParameterPoint,
): PointFault {
  const values = Object.entries(point).map(([name, value]) => `${name} = ${show(value)}`);
  const where = [...(label === undefined ? [] : [`part ${show(label)}`]), ...values].join(', ');
  return {
    partIndex,
    point,
    parameter: path,
    message: where === '' ? message : `${where}: ${message}`,
  };
}
