import { InvalidSpecificationError, type SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { nearMiss } from '../specification/near-miss.ts';
import { parameterOfSymbol, parameterSymbols } from '../specification/parameter-symbols.ts';
import { show } from '../specification/show.ts';
import { parseSpecification } from '../specification/specification-issues.ts';
import { z } from '../zod.ts';
import {
  axisNames,
  experimentPartSchema,
  parameterFields,
  type ExperimentPart,
} from './experiment-specification.ts';
import { lastTime } from './time-grid.ts';

export type AxisName = (typeof axisNames)[number];

/** Changes of an experiment, each of them checked. */
export interface ReadOverrides {
  /** Values by parameter; one value is fixed, several are swept. */
  readonly parameters: ReadonlyMap<AxisName, readonly unknown[]>;
  readonly tMax?: number;
  readonly part: Partial<Pick<ExperimentPart, 'replicas' | 'theory' | 'simulation'>>;
}

const { replicas, theory, simulation } = experimentPartSchema.shape;
const partFields = { replicas, theory, simulation } as const;
/** What can be changed beside parameters. */
const otherNames = ['replicas', 'theory', 'simulation', 'tMax'] as const;

/**
 * Overrides as people write them: by the name or the symbol of a parameter, one value or a list. Those that are undefined say nothing.
 * @throws {InvalidSpecificationError} with an issue for each name that means nothing and each value that can be none; paths are
 *   the names as written.
 */
export function readOverrides(overrides: Readonly<Record<string, unknown>>): ReadOverrides {
  const issues: SpecificationIssue[] = [];
  const parameters = new Map<AxisName, readonly unknown[]>();
  const writtenAs = new Map<AxisName, string>();
  let part: ReadOverrides['part'] = {};
  let tMax: number | undefined;
  for (const [written, value] of Object.entries(overrides)) {
    if (value === undefined) continue;
    try {
      const name = axisNames.find((axis) => axis === (parameterOfSymbol(written) ?? written));
      const other = otherNames.find((known) => known === written);
      if (name !== undefined) {
        const twice = writtenAs.get(name);
        if (twice !== undefined) throw issueOf(messages.overriddenTwice(twice, written));
        writtenAs.set(name, written);
        parameters.set(name, valuesOf(name, value));
      } else if (other === 'tMax') {
        tMax = parseSpecification(lastTime, value);
      } else if (other === undefined) {
        const known = [...axisNames, ...otherNames, ...Object.keys(parameterSymbols)];
        throw issueOf(messages.unknownOverride(show(written), nearMiss(written, known)));
      } else {
        const given = other === 'theory' && typeof value === 'string' ? [value] : value;
        part = { ...part, [other]: parseSpecification<z.ZodType>(partFields[other], given) };
      }
    } catch (error) {
      if (!(error instanceof InvalidSpecificationError)) throw error;
      issues.push(
        ...error.issues.map(({ path, message }) => ({
          path: [written, path].filter((step) => step !== '').join('.'),
          message,
        })),
      );
    }
  }
  if (issues.length > 0) throw new InvalidSpecificationError(issues);
  return { parameters, part, ...(tMax === undefined ? {} : { tMax }) };
}

/** The values of a parameter: a list is several, but the times of one grid are one. */
function valuesOf(name: AxisName, given: unknown): readonly unknown[] {
  const schema: z.ZodType = parameterFields[name];
  if (!Array.isArray(given) || isListOfTimes(name, given)) return [parseSpecification(schema, given)];
  if (given.length === 0) throw issueOf(messages.overrideOfNothing(name));
  if (given.length > SPECIFICATION_LIMITS.axisValues) {
    throw issueOf(messages.overrideTooLong(given.length, SPECIFICATION_LIMITS.axisValues));
  }
  return parseSpecification(z.array(schema), given);
}

function isListOfTimes(name: AxisName, given: readonly unknown[]): boolean {
  return name === 'times' && given.every((time) => typeof time !== 'object');
}

function issueOf(message: string): InvalidSpecificationError {
  return new InvalidSpecificationError([{ path: '', message }]);
}
