import { InvalidSpecificationError } from '../errors.ts';
import { messages } from '../messages.ts';
import { canonicalJson } from '../specification/canonical-json.ts';
import { parseSpecification } from '../specification/specification-issues.ts';
import {
  experimentSpecificationSchema,
  parameterFields,
  type ExperimentInput,
  type ExperimentPart,
  type ExperimentSpecification,
} from './experiment-specification.ts';
import { mergeParts, type MergedPart } from './merge-parts.ts';
import { readOverrides, type AxisName, type ReadOverrides } from './read-overrides.ts';
import { endingAt, type TimeGrid } from './time-grid.ts';

/**
 * Changes of an experiment: by the name of a parameter (`noise`, `inputDimension`, …) or its symbol (`d`, `k`, `p0`, `gamma0`, `Delta`,
 * `b`) one value or a list of them, and beside those `replicas`, `theory`, `simulation` and `tMax`, the last time in the unit of each
 * grid. Undefined values say nothing.
 */
export type ExperimentOverrides = Readonly<Record<string, unknown>>;

/** Log-spaced output times up to tMax where nothing says others. */
const DEFAULT_POINTS = 40;

/** What an experiment has to say of its runs. */
const REQUIRED = [
  'widthPrefactor',
  'teacherWidth',
  'kappa',
  'delta',
  'learningRatePrefactor',
  'noise',
  'inputDimension',
] as const satisfies readonly AxisName[];

/**
 * The experiment with parameters of all of its parts changed: a list of values becomes an axis, in place of one that was there; one
 * value is fixed, and an axis over the parameter goes. Parts that become the same are one. The name stays.
 *
 * @throws {InvalidSpecificationError} for an unknown name and for values that a parameter cannot have; the paths of its issues are the
 *   names as they are written in `overrides`. Whether each point can be run is seen when the experiment is expanded.
 */
export function withOverrides(
  experiment: ExperimentInput,
  overrides: ExperimentOverrides,
): ExperimentSpecification {
  const parsed = parseSpecification(experimentSpecificationSchema, experiment);
  return change(parsed, readOverrides(overrides));
}

/**
 * An experiment of one part from overrides alone. It needs all parameters without a default, and `tMax` or `times`; d not where
 * `simulation` is false.
 *
 * @throws {InvalidSpecificationError} as `withOverrides`, and with one issue for each parameter that is missing
 */
export function experimentFromFlags(
  overrides: ExperimentOverrides,
  { name = 'custom' }: { readonly name?: string } = {},
): ExperimentSpecification {
  const read = readOverrides(overrides);
  const isNeeded = (parameter: AxisName) =>
    !read.parameters.has(parameter) && (parameter !== 'inputDimension' || read.part.simulation !== false);
  const missing = REQUIRED.filter(isNeeded).flatMap((parameter) => {
    const result = parameterFields[parameter].safeParse(undefined);
    return result.success ? [] : [{ path: parameter, message: result.error.issues[0].message }];
  });
  const isEndless = read.tMax === undefined && !read.parameters.has('times');
  const issues = [
    ...missing,
    ...(isEndless ? [{ path: 'tMax', message: messages.neitherTimesNorEnd() }] : []),
  ];
  if (issues.length > 0) throw new InvalidSpecificationError(issues);
  const part = { base: {}, axes: {}, replicas: 1, theory: [], simulation: true };
  return change({ name, title: '', question: '', parts: [part], figures: [] }, read);
}

function change(experiment: ExperimentSpecification, read: ReadOverrides): ExperimentSpecification {
  const parts = experiment.parts.map((before) => ({ before, after: changedPart(before, read) }));
  const isOfParameters = read.parameters.size > 0;
  const merged: readonly MergedPart[] = isOfParameters
    ? mergeParts(parts, new Set(read.parameters.keys()))
    : parts.map(({ before, after }) => ({ part: after, labelsBefore: [before.label] }));
  const changed = {
    ...experiment,
    parts: merged.map(({ part }) => part),
    figures: changedFigures(experiment.figures, merged),
  };
  return parseSpecification(experimentSpecificationSchema, changed);
}

function changedPart(
  part: ExperimentPart,
  { parameters, part: fields, tMax }: ReadOverrides,
): ExperimentPart {
  const base: Record<string, unknown> = { ...part.base };
  const axes: Record<string, unknown> = { ...part.axes };
  for (const [name, values] of parameters) {
    const distinct = [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
    if (distinct.length === 1) {
      base[name] = distinct[0];
      // Set to undefined, the axis would still be one.
      Reflect.deleteProperty(axes, name);
    } else {
      axes[name] = distinct;
      Reflect.deleteProperty(base, name);
    }
  }
  if (tMax !== undefined) {
    const grids = axes['times'] as readonly TimeGrid[] | undefined;
    if (grids !== undefined) axes['times'] = grids.map((grid) => endingAt(grid, tMax));
    const grid = base['times'] as TimeGrid | undefined;
    if (grids === undefined || grid !== undefined) {
      base['times'] = grid === undefined ? { tMax, points: DEFAULT_POINTS } : endingAt(grid, tMax);
    }
  }
  return { ...part, ...fields, base, axes };
}

/** Figures name parts by their labels, which may have changed; two that have come to show the same are one. */
function changedFigures(
  figures: ExperimentSpecification['figures'],
  merged: readonly MergedPart[],
): ExperimentSpecification['figures'] {
  const labelsNow = (label: string): string[] => {
    const now = merged.filter(({ labelsBefore }) => labelsBefore.includes(label));
    return now.length === 0 ? [label] : now.map(({ part }) => part.label ?? label);
  };
  const isMerged = merged.some(({ labelsBefore }) => labelsBefore.length > 1);
  const renamed = figures.map((figure) =>
    figure.parts === undefined ? figure : { ...figure, parts: [...new Set(figure.parts.flatMap(labelsNow))] },
  );
  if (!isMerged) return renamed;
  const shown = renamed.map((figure) => canonicalJson({ ...figure, name: '' }));
  return renamed.filter((_, index) => shown.indexOf(shown[index]) === index);
}
