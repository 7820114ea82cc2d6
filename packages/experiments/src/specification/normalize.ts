import { chooseEngine } from '@crossover/sgd-simulator';
import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { startDependsOnSeed, theoryDependsOnDimension } from './dimension-dependence.ts';
import { physicsIssues, scalingIssues } from './physics.ts';
import { runInputSchema, type RunSpecification } from './run-specification.ts';
import { studentWidthOf } from './scaling-of.ts';
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
  refuse(scalingIssues(parsed));
  const specification = complete(parsed);
  refuse(physicsIssues(specification));
  return specification;
}

function refuse(issues: readonly SpecificationIssue[]): void {
  if (issues.length > 0) throw new InvalidSpecificationError(issues);
}

function complete(parsed: z.output<typeof runInputSchema>): RunSpecification {
  if (parsed.kind === 'theory') {
    return {
      ...parsed,
      inputDimension: theoryDependsOnDimension(parsed, parsed.equations) ? parsed.inputDimension : null,
      seed: startDependsOnSeed(parsed) ? parsed.seed : 0,
    };
  }
  if (parsed.engine !== 'auto') return { ...parsed, engine: parsed.engine };
  const { teacherWidth, inputDimension } = parsed;
  const studentWidth = studentWidthOf(parsed);
  return { ...parsed, engine: chooseEngine({ studentWidth, teacherWidth, inputDimension }) };
}
