import { chooseEngine } from '@crossover/sgd-simulator';
import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { startDependsOnSeed, theoryDependsOnDimension } from './dimension-dependence.ts';
import { messages } from '../messages.ts';
import { canonicalJson } from './canonical-json.ts';
import { modelOptionDefaults, modelOptionNames } from './model-options.ts';
import { physicsIssues, scalingIssues } from './physics.ts';
import { runInputSchema, type RunSpecification, type TheorySpecification } from './run-specification.ts';
import { studentWidthOf } from './scaling-of.ts';
import { show } from './show.ts';
import { parseSpecification } from './specification-issues.ts';
import type { z } from '../zod.ts';

/**
 * The complete specification of a run: defaults filled in, the engine `auto` resolved, fields without
 * influence brought to one spelling (the d of a theory run that does not depend on it becomes null, the
 * seed of an explicit start's theory 0), and everything refused that cannot be carried out. Idempotent.
 *
 * @throws {InvalidSpecificationError} with one issue for each fault.
 */
export function normalizeRunSpecification(input: unknown): RunSpecification {
  const parsed = parseSpecification(runInputSchema, input);
  refuse(optionIssues(parsed));
  refuse(scalingIssues(parsed));
  const specification = complete(parsed);
  refuse(physicsIssues(specification));
  return specification;
}

function refuse(issues: readonly SpecificationIssue[]): void {
  if (issues.length > 0) throw new InvalidSpecificationError(issues);
}

type ParsedInput = z.output<typeof runInputSchema>;

/** The theory has equations for the default model alone: anything else is refused rather than ignored. */
function optionIssues(parsed: ParsedInput): SpecificationIssue[] {
  if (parsed.kind === 'simulation') return [];
  const given = { ...parsed, teacherActivation: parsed.teacherActivation ?? parsed.activation };
  const known = { ...modelOptionDefaults, teacherActivation: modelOptionDefaults.activation };
  return modelOptionNames
    .filter((name) => canonicalJson(given[name]) !== canonicalJson(known[name]))
    .map((name) => ({
      path: name,
      message: messages.theoryKnowsDefault(show(given[name]), show(known[name])),
    }));
}

function complete(parsed: ParsedInput): RunSpecification {
  if (parsed.kind === 'theory') {
    const model = Object.entries(parsed).filter(([field]) => !(modelOptionNames as string[]).includes(field));
    return {
      ...(Object.fromEntries(model) as TheorySpecification),
      inputDimension: theoryDependsOnDimension(parsed, parsed.equations) ? parsed.inputDimension : null,
      seed: startDependsOnSeed(parsed) ? parsed.seed : 0,
    };
  }
  const { teacherWidth, inputDimension, training, inputs } = parsed;
  const studentWidth = studentWidthOf(parsed);
  const isotropic = inputs.kind === 'isotropic';
  const applicable = isotropic
    ? chooseEngine({ studentWidth, teacherWidth, inputDimension, training })
    : 'direct';
  return {
    ...parsed,
    engine: parsed.engine === 'auto' ? applicable : parsed.engine,
    teacherActivation: parsed.teacherActivation ?? parsed.activation,
  };
}
