import { ExperimentFileError, InvalidSpecificationError } from '../errors.ts';
import { messages } from '../messages.ts';
import { parseSpecification } from '../specification/specification-issues.ts';
import { expandParts, type PointFault } from './expand.ts';
import {
  experimentSpecificationSchema,
  type ExperimentPart,
  type ExperimentSpecification,
} from './experiment-specification.ts';
import { offsetOfField, offsetOfValue } from './file/locate.ts';
import { fullForm, strayPartFields } from './file/short-form.ts';
import { excerptAt, positionAt } from './file/text-position.ts';
import { readYaml, type LocatedNode } from './file/yaml-tree.ts';

/** More faults than this are not listed. */
const LISTED_ISSUES = 20;
const BYTE_ORDER_MARK = '\uFEFF';

export interface ParseExperimentOptions {
  /** The name of the file, by which messages call it and, where it does not say, the experiment is called. */
  readonly name: string;
}

interface Fault {
  readonly offset: number;
  readonly path: string;
  readonly message: string;
}

/**
 * The experiment that a YAML or JSON file describes, with its defaults filled in. A file of one part may have the fields of the part
 * (`base`, `axes`, `replicas`, `theory`, …) at its top in place of `parts`. Every run of it can be carried out.
 *
 * @param text the content of the file
 * @throws {ExperimentFileError} with line and column of each fault: of the spelling, of a field, or of a point that cannot be run
 */
export function parseExperiment(text: string, { name }: ParseExperimentOptions): ExperimentSpecification {
  const content = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const refuse = (faults: readonly Fault[]): never => {
    throw fileError(content, name, faults);
  };
  const { value, root, faults } = readYaml(content);
  if (faults.length > 0) return refuse(faults);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse([{ offset: root.offset, path: '', message: messages.notAnExperiment(value) }]);
  }
  const stray = strayPartFields(value);
  if (stray.length > 0) {
    return refuse(
      stray.map((field) => ({
        offset: offsetOfField(root, [], field),
        path: field,
        message: messages.partFieldBesideParts(field),
      })),
    );
  }
  const { experiment, pathInFile } = fullForm(value, name);
  const located = (path: string): readonly string[] => pathInFile(path === '' ? [] : path.split('.'));
  try {
    const parsed = parseSpecification(experimentSpecificationSchema, experiment);
    const { faults: pointFaults } = expandParts(parsed.parts);
    if (pointFaults.length === 0) return parsed;
    return refuse(
      pointFaults
        .map((fault) => ({
          ...placeOf(root, fault, parsed.parts[fault.partIndex], pathInFile),
          message: fault.message,
        }))
        // A value that is impossible at one point of a sweep is so at many.
        .filter(({ path }, index, all) => all.findIndex((other) => other.path === path) === index),
    );
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return refuse(
      error.issues.map(({ path, message, unknownField }) => {
        const place = located(path);
        return unknownField === undefined
          ? { offset: offsetOfValue(root, place), path: place.join('.'), message }
          : {
              offset: offsetOfField(root, place, unknownField),
              path: [...place, unknownField].join('.'),
              message,
            };
      }),
    );
  }
}

/** Where the parameter stands whose value makes a point of a sweep impossible: on its axis, in the base, or where it should be. */
function placeOf(
  root: LocatedNode,
  { partIndex, point, parameter }: PointFault,
  { axes }: ExperimentPart,
  pathInFile: (path: readonly string[]) => readonly string[],
): { readonly path: string; readonly offset: number } {
  const [name = '', ...inside] = parameter.split('.');
  const values: readonly unknown[] | undefined = Object.entries(axes).find(([axis]) => axis === name)?.[1];
  const [, value]: readonly unknown[] = Object.entries(point).find(([axis]) => axis === name) ?? [];
  const holder =
    values !== undefined
      ? ['axes', name, String(values.indexOf(value))]
      : name === 'equations'
        ? ['theory']
        : ['base', name];
  const path = pathInFile(['parts', String(partIndex), ...holder, ...inside]);
  return { path: path.join('.'), offset: offsetOfValue(root, path) };
}

function fileError(text: string, name: string, faults: readonly Fault[]): ExperimentFileError {
  const issues = [...faults]
    .sort((a, b) => a.offset - b.offset)
    .slice(0, LISTED_ISSUES)
    .map(({ offset, path, message }) => ({ ...positionAt(text, offset), path, message }));
  const blocks = issues.map((issue) => {
    const what = issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`;
    return `${name}:${issue.line}:${issue.column}: ${what}\n${excerptAt(text, issue)}`;
  });
  const left = faults.length - issues.length;
  return new ExperimentFileError(
    [...blocks, ...(left > 0 ? [messages.moreFaults(left)] : [])].join('\n\n'),
    issues,
  );
}
