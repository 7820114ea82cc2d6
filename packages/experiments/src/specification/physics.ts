import { InvalidArgumentError, NotPositiveSemidefiniteError } from '@crossover/math-core';
import { MissingInputDimensionError, NoDeterministicLimitError, scaling } from '@crossover/ode-theory';
import {
  assertEngineApplies,
  assertProjectable,
  EngineRefusedError,
  fieldCount,
  InvalidInitialConditionError,
  InvalidModelError,
} from '@crossover/sgd-simulator';
import type { SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { startDependsOnDimension } from './dimension-dependence.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';
import { meanFieldIssues } from './mean-field-issues.ts';
import { meanFieldStart } from './mean-field-start.ts';
import { recordLength } from './record-length.ts';
import type { RunSpecification, SimulationSpecification, TheorySpecification } from './run-specification.ts';
import { initialOverlaps } from './run-streams.ts';
import { scalingOf, stepAt, type RunScaling } from './scaling-of.ts';
import { simulationModel } from './simulation-model.ts';
import { driftWeightsOf } from './theory-model.ts';

type Scalable =
  | Omit<TheorySpecification, 'teacherActivation'>
  | Omit<SimulationSpecification, 'engine' | 'teacherActivation'>;

/**
 * Starts of more fields p + k than this are not factored here: that would take seconds of a server's
 * time. The run itself refuses an impossible one.
 */
const FACTORED_FIELDS = 256;

/** What keeps a run from having sizes and rates at all: no width, no d where it matters, no equations. */
export function scalingIssues(run: Scalable): SpecificationIssue[] {
  return run.kind === 'theory'
    ? refusal('equations', () => driftWeightsOf(run))
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
  { studentWidth, timeStep }: RunScaling,
): SpecificationIssue[] {
  if (specification.equations === 'mean-field') return meanFieldIssues(specification, studentWidth);
  const { teacherWidth, inputDimension, initial } = specification;
  const fields = studentWidth + teacherWidth;
  if (fields > SPECIFICATION_LIMITS.theoryFields) {
    const message = messages.theoryWidth(fields, SPECIFICATION_LIMITS.theoryFields);
    return [{ path: 'widthPrefactor', message }];
  }
  if (inputDimension === null && startDependsOnDimension(specification)) {
    return [{ path: 'inputDimension', message: messages.startNeedsDimension(initial.kind) }];
  }
  const decay = specification.equations === 'limit' ? [] : decayIssues(specification.weightDecay, timeStep);
  return [...decay, ...secondLayerIssues(specification, studentWidth)];
}

function simulationIssues(
  specification: SimulationSpecification,
  { studentWidth: p, timeStep }: RunScaling,
): SpecificationIssue[] {
  const { inputDimension: d, teacherWidth: k, times, engine, initial, weightDecay } = specification;
  const issues = decayIssues(weightDecay, timeStep);
  issues.push(...engineIssues(specification, p), ...optionIssues(specification, p));
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
  const { inputs, batchSize } = specification;
  if (inputs.kind === 'given' && steps * batchSize > inputs.rows * inputs.passes) {
    const message = messages.tooFewRows(steps, batchSize, inputs.rows, inputs.passes);
    issues.push({ path: 'inputs', message });
  }
  return issues;
}

/** What keeps an engine from the sizes and inputs of a run, whatever its start: numbers that are written are not looked at. */
function engineIssues(specification: SimulationSpecification, studentWidth: number): SpecificationIssue[] {
  const { engine, teacherWidth, inputDimension, training, inputs } = specification;
  if (engine === 'direct') return [];
  const sizes = { studentWidth, teacherWidth, inputDimension, training };
  return refusal('engine', () => assertProjectable({ ...sizes, inputs: { kind: inputs.kind } }));
}

/** Lists of another length than the networks and the inputs have. */
function optionIssues(specification: SimulationSpecification, studentWidth: number): SpecificationIssue[] {
  const { inputs, inputDimension } = specification;
  const spectrum = {
    path: 'inputs.eigenvalues',
    found: inputs.kind === 'spectrum' ? inputs.eigenvalues.length : undefined,
    needed: inputDimension,
  };
  return [...secondLayerIssues(specification, studentWidth), ...lengthIssues([spectrum])];
}

function secondLayerIssues(
  { secondLayer, teacherWidth }: Pick<RunSpecification, 'secondLayer' | 'teacherWidth'>,
  studentWidth: number,
): SpecificationIssue[] {
  return lengthIssues([
    { path: 'secondLayer.student', found: secondLayer.student?.length, needed: studentWidth },
    { path: 'secondLayer.teacher', found: secondLayer.teacher?.length, needed: teacherWidth },
  ]);
}

/** A step of simulation cannot take away more than all of the weights; nor can the mean of one. */
function decayIssues(weightDecay: number, timeStep: number | null): SpecificationIssue[] {
  return timeStep === null || weightDecay * timeStep <= 1
    ? []
    : [{ path: 'weightDecay', message: messages.decayTooFast(weightDecay, timeStep) }];
}

interface List {
  readonly path: string;
  readonly found: number | undefined;
  readonly needed: number;
}

function lengthIssues(lists: readonly List[]): SpecificationIssue[] {
  return lists.flatMap(({ path, found, needed }) =>
    found === undefined || found === needed ? [] : [{ path, message: messages.listLength(found, needed) }],
  );
}

/** Whether the start exists, and fits into d dimensions; the named random laws without a teacher always do. */
function startIssues(specification: RunSpecification, { studentWidth }: RunScaling): SpecificationIssue[] {
  if (specification.kind === 'theory' && specification.equations === 'mean-field') {
    return refusal('initial', () => meanFieldStart(specification));
  }
  const { initial, teacherWidth } = specification;
  const fields = studentWidth + teacherWidth;
  const isCertain =
    initial.kind !== 'explicit' && initial.kind !== 'symmetric' && initial.teacher === undefined;
  if (isCertain || (initial.kind !== 'explicit' && fields > FACTORED_FIELDS)) return [];
  return refusal('initial', () => {
    const overlaps = initialOverlaps(specification);
    if (specification.kind === 'simulation' && specification.inputDimension < fields) {
      // Whether the overlaps fit depends on no option: the default model answers for all of them.
      const { model } = simulationModel({ ...specification, inputs: { kind: 'isotropic' } }, overlaps);
      assertEngineApplies(specification.engine, model);
    }
  });
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
