import {
  InvalidArgumentError,
  NotPositiveSemidefiniteError,
  type OrderParameters,
} from '@crossover/math-core';
import {
  MissingInputDimensionError,
  NoDeterministicLimitError,
  scaling,
  weights,
} from '@crossover/ode-theory';
import {
  assertEngineApplies,
  EngineRefusedError,
  fieldCount,
  InvalidInitialConditionError,
  InvalidModelError,
} from '@crossover/sgd-simulator';
import type { SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { startDependsOnDimension } from './dimension-dependence.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';
import { recordLength } from './record-length.ts';
import type { RunSpecification, SimulationSpecification, TheorySpecification } from './run-specification.ts';
import { initialOverlaps } from './run-streams.ts';
import { scalingOf, stepAt, type RunScaling } from './scaling-of.ts';
import { simulationModel } from './simulation-model.ts';

type Scalable = TheorySpecification | Omit<SimulationSpecification, 'engine' | 'teacherActivation'>;

/**
 * Starts of more fields p + k than this are not factored here: that would take seconds of a server's
 * time. The run itself refuses an impossible one.
 */
const FACTORED_FIELDS = 256;

/** What keeps a run from having sizes and rates at all: no width, no d where it matters, no equations. */
export function scalingIssues(run: Scalable): SpecificationIssue[] {
  return run.kind === 'theory'
    ? refusal('equations', () => weights(scaling(run), run.equations))
    : refusal('widthPrefactor', () => scaling(run));
}

/** What keeps a run that has sizes and rates from being carried out; empty when it can be. */
export function physicsIssues(specification: RunSpecification): SpecificationIssue[] {
  const sizes = scalingOf(specification);
  const issues = [
    ...sizeIssues(specification, sizes),
    ...(specification.kind === 'theory'
      ? theoryIssues(specification, sizes)
      : simulationIssues(specification, sizes)),
  ];
  return issues.length > 0 ? issues : startIssues(specification, sizes);
}

function sizeIssues(
  specification: RunSpecification,
  { studentWidth, learningRate }: RunScaling,
): SpecificationIssue[] {
  const limit = SPECIFICATION_LIMITS.studentWidth;
  if (studentWidth > limit) {
    return [{ path: 'widthPrefactor', message: messages.studentWidth(studentWidth, limit) }];
  }
  const issues: SpecificationIssue[] = [];
  if (learningRate !== null && !(learningRate > 0 && Number.isFinite(learningRate))) {
    issues.push({ path: 'learningRatePrefactor', message: messages.learningRate(learningRate) });
  }
  const numbers = specification.times.length * recordLength(specification);
  if (numbers > SPECIFICATION_LIMITS.resultNumbers) {
    const message = messages.resultSize(numbers, SPECIFICATION_LIMITS.resultNumbers);
    issues.push({ path: 'observables', message });
  }
  return issues;
}

function theoryIssues(
  specification: TheorySpecification,
  { studentWidth }: RunScaling,
): SpecificationIssue[] {
  const { teacherWidth, inputDimension, initial } = specification;
  const fields = studentWidth + teacherWidth;
  if (fields > SPECIFICATION_LIMITS.theoryFields) {
    const message = messages.theoryWidth(fields, SPECIFICATION_LIMITS.theoryFields);
    return [{ path: 'widthPrefactor', message }];
  }
  if (inputDimension === null && startDependsOnDimension(specification)) {
    return [{ path: 'inputDimension', message: messages.startNeedsDimension(initial.kind) }];
  }
  return [];
}

function simulationIssues(
  specification: SimulationSpecification,
  { studentWidth: p, timeStep }: RunScaling,
): SpecificationIssue[] {
  const { inputDimension: d, teacherWidth: k, times, engine, initial, weightDecay } = specification;
  const issues: SpecificationIssue[] = [];
  if (timeStep !== null && weightDecay * timeStep > 1) {
    issues.push({ path: 'weightDecay', message: messages.decayTooFast(weightDecay, timeStep) });
  }
  const heldWeights = fieldCount({ ...specification, studentWidth: p }) * d;
  if (engine === 'direct' && heldWeights > SPECIFICATION_LIMITS.directWeights) {
    const message = messages.directMemory(heldWeights, SPECIFICATION_LIMITS.directWeights);
    issues.push({ path: 'engine', message });
  }
  if ((initial.kind === 'teacher-span' || initial.kind === 'symmetric') && d < k) {
    issues.push({ path: 'inputDimension', message: messages.teacherNeedsDimensions(d, k) });
  }
  const steps = timeStep === null ? 0 : stepAt(times[times.length - 1], timeStep);
  if (!(steps <= SPECIFICATION_LIMITS.steps)) {
    issues.push({ path: 'times', message: messages.stepCount(steps, SPECIFICATION_LIMITS.steps) });
  }
  return issues;
}

/** Whether the start exists, and the engine can run the model from it; the named random laws always exist. */
function startIssues(specification: RunSpecification, { studentWidth }: RunScaling): SpecificationIssue[] {
  const { initial, teacherWidth } = specification;
  const fields = studentWidth + teacherWidth;
  if (fields > FACTORED_FIELDS) return [];
  const isCertain =
    initial.kind !== 'explicit' && initial.kind !== 'symmetric' && initial.teacher === undefined;
  if (specification.kind === 'theory') {
    return isCertain ? [] : refusal('initial', () => initialOverlaps(specification));
  }
  let overlaps: OrderParameters | undefined;
  const issues = refusal('initial', () => (overlaps = initialOverlaps(specification)));
  if (overlaps === undefined) return issues;
  const initialOverlapsFound = overlaps;
  const { inputs } = specification;
  // The numbers of given inputs stay where the run is executed; their law is no question of the start.
  const known =
    inputs.kind === 'given'
      ? { ...specification, inputs: { kind: 'power-law' as const, exponent: 0 } }
      : specification;
  // What keeps the projected engine from a model is the engine; what keeps the direct one from it is a start that does not fit.
  return refusal(specification.engine === 'direct' ? 'initial' : 'engine', () =>
    assertEngineApplies(specification.engine, simulationModel(known, initialOverlapsFound).model),
  );
}

/** The refusal of a lower package as an issue at `path`; anything else that is thrown is a fault of the program. */
function refusal(path: string, attempt: () => unknown): SpecificationIssue[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof MissingInputDimensionError) {
      return [{ path: 'inputDimension', message: error.message }];
    }
    if (error instanceof NoDeterministicLimitError) return [{ path: 'delta', message: error.message }];
    if (
      error instanceof InvalidArgumentError ||
      error instanceof NotPositiveSemidefiniteError ||
      error instanceof InvalidInitialConditionError ||
      error instanceof InvalidModelError ||
      error instanceof EngineRefusedError
    ) {
      return [{ path, message: error.message }];
    }
    throw error;
  }
}
