import { chooseEngine } from '@crossover/sgd-simulator';
import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { startDependsOnSeed, theoryDependsOnDimension } from './dimension-dependence.ts';
import { messages } from '../messages.ts';
import { canonicalJson } from './canonical-json.ts';
import { modelOptionDefaults, simulatedOnly } from './model-options.ts';
import { physicsIssues, scalingIssues } from './physics.ts';
import { runInputSchema, type RunSpecification, type TheorySpecification } from './run-specification.ts';
import { studentWidthOf } from './scaling-of.ts';
import { show } from './show.ts';
import { parseSpecification } from './specification-issues.ts';
import type { z } from '../zod.ts';

/**
 * The complete specification of a run: defaults filled in, the engine `auto` resolved, fields without
 * influence brought to one spelling (the d of a theory run that does not depend on it becomes null, the
 * seed of an explicit start's theory 0, the noise of a mean-field run 0), and everything refused that cannot be carried out. Idempotent.
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

/** Options under which the overlaps obey no equations of their own are refused for theory rather than ignored. */
function optionIssues(parsed: ParsedInput): SpecificationIssue[] {
  if (parsed.kind === 'simulation') return [];
  return simulatedOnly
    .filter((name) => canonicalJson(parsed[name]) !== canonicalJson(modelOptionDefaults[name]))
    .map((name) => ({
      path: name,
      message: messages.simulatedOnly(show(parsed[name]), show(modelOptionDefaults[name])),
    }));
}

function complete(parsed: ParsedInput): RunSpecification {
  const teacherActivation = parsed.teacherActivation ?? parsed.activation;
  if (parsed.kind === 'theory') {
    const model = Object.entries(parsed).filter(
      ([field]) => !(simulatedOnly as readonly string[]).includes(field),
    );
    return {
      ...(Object.fromEntries(model) as TheorySpecification),
      // Steps without variance: neither noise nor batches move the particles.
      ...(parsed.equations === 'mean-field' ? { noise: 0, batchSize: 1 } : {}),
      teacherActivation,
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
    teacherActivation,
  };
}
