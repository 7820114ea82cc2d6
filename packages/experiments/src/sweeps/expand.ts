import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { runIdentity } from '../specification/identity.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { normalizeRunSpecification } from '../specification/normalize.ts';
import { equationNames, type RunSpecification } from '../specification/run-specification.ts';
import { show } from '../specification/show.ts';
import { parseSpecification } from '../specification/specification-issues.ts';
import {
  experimentSpecificationSchema,
  type ExperimentInput,
  type ExperimentPart,
} from './experiment-specification.ts';
import { parameterPoints, type ParameterPoint } from './parameter-points.ts';
import { timesOf } from './time-grid.ts';

/** More faults than this are not listed: they are one fault seen at many points. */
const LISTED_ISSUES = 10;

/**
 * The runs of an experiment, each once, in a fixed order: part by part; within a part, parameter points
 * with the last axis running fastest; at each point its theory curves (in the order of `equationNames`), then its
 * replicas. Runs with the same identity, such as the limit curve of simulations at several d, appear once.
 *
 * @throws {InvalidSpecificationError} when a point cannot be carried out, or there are too many runs.
 */
export function expandExperiment(experiment: ExperimentInput): RunSpecification[] {
  const { parts } = parseSpecification(experimentSpecificationSchema, experiment);
  const total = parts.reduce((sum, part) => sum + runCount(part), 0);
  if (total > SPECIFICATION_LIMITS.runs) {
    const message = messages.tooManyRuns(total, SPECIFICATION_LIMITS.runs);
    throw new InvalidSpecificationError([{ path: 'parts', message }]);
  }
  const runs = new Map<string, RunSpecification>();
  const issues: SpecificationIssue[] = [];
  parts.forEach((part, partIndex) => {
    for (const point of parameterPoints(part.axes)) {
      if (issues.length >= LISTED_ISSUES) break;
      try {
        for (const run of runsAt(part, point)) runs.set(runIdentity(run), run);
      } catch (error) {
        if (!(error instanceof InvalidSpecificationError)) throw error;
        issues.push(...error.issues.map((issue) => atPoint(issue, part, partIndex, point)));
      }
    }
  });
  if (issues.length > 0) throw new InvalidSpecificationError(issues.slice(0, LISTED_ISSUES));
  return [...runs.values()];
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
  const parameters = grid === undefined ? shared : { ...shared, times: timesOf(grid) };
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

function atPoint(
  { path, message }: SpecificationIssue,
  { label }: ExperimentPart,
  partIndex: number,
  point: ParameterPoint,
): SpecificationIssue {
  const values = Object.entries(point).map(([name, value]) => `${name} = ${show(value)}`);
  const where = [...(label === undefined ? [] : [`part ${show(label)}`]), ...values].join(', ');
  return {
    path: [`parts.${partIndex}`, path].filter((step) => step !== '').join('.'),
    message: where === '' ? message : `${where}: ${message}`,
  };
}
