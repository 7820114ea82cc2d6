import { classifyRegime } from '@crossover/ode-theory';
import { canonicalJson } from '../specification/canonical-json.ts';
import { regimeLabels } from '../specification/regime-labels.ts';
import { axisNames, type ExperimentPart } from './experiment-specification.ts';
import type { AxisName } from './read-overrides.ts';

/** A part before and after it was changed. */
export interface ChangedPart {
  readonly before: ExperimentPart;
  readonly after: ExperimentPart;
}

/** Parts that stay, each with the labels that the parts that it is made of had before. */
export interface MergedPart {
  readonly part: ExperimentPart;
  readonly labelsBefore: readonly (string | undefined)[];
}

/**
 * Parts that differed in a parameter that was changed, and are now the same, become one; so do those that then differ in the input
 * dimension alone, whose values are joined. Labels that name a region of the phase diagram follow the parts into theirs.
 */
export function mergeParts(
  changed: readonly ChangedPart[],
  parameters: ReadonlySet<AxisName>,
): readonly MergedPart[] {
  const groups: { members: ChangedPart[]; part: ExperimentPart }[] = [];
  for (const member of changed) {
    const group = groups.find(
      ({ members, part }) =>
        members.some(({ before }) => differIn(before, member.before).some((name) => parameters.has(name))) &&
        isSameButForDimension(part, member.after),
    );
    if (group === undefined) {
      groups.push({ members: [member], part: member.after });
    } else {
      group.members.push(member);
      group.part = withDimensionsOf(group.part, member.after);
    }
  }
  return groups.map(({ members, part }) => {
    const labelsBefore = members.map(({ before }) => before.label);
    return { part: labelled(part, labelsBefore), labelsBefore };
  });
}

/** The values that a part gives a parameter, fixed or swept. */
function valuesOf({ base, axes }: ExperimentPart, name: AxisName): readonly unknown[] {
  const swept: readonly unknown[] | undefined = axes[name];
  const fixed: unknown = base[name];
  return swept ?? (fixed === undefined ? [] : [fixed]);
}

function differIn(a: ExperimentPart, b: ExperimentPart): AxisName[] {
  return axisNames.filter((name) => canonicalJson(valuesOf(a, name)) !== canonicalJson(valuesOf(b, name)));
}

function isSameButForDimension(a: ExperimentPart, b: ExperimentPart): boolean {
  const rest = ({ replicas, theory, simulation }: ExperimentPart) =>
    canonicalJson({ replicas, theory: [...theory].sort(), simulation });
  return rest(a) === rest(b) && differIn(a, b).every((name) => name === 'inputDimension');
}

function withDimensionsOf(a: ExperimentPart, b: ExperimentPart): ExperimentPart {
  const dimensions = [...valuesOf(a, 'inputDimension'), ...valuesOf(b, 'inputDimension')] as (
    number | null
  )[];
  const joined = [...new Set(dimensions)].sort((x, y) => (x ?? 0) - (y ?? 0));
  if (joined.length < 2) return a;
  const base: ExperimentPart['base'] = { ...a.base };
  delete base.inputDimension;
  return { ...a, base, axes: { ...a.axes, inputDimension: joined } };
}

function labelled(part: ExperimentPart, labelsBefore: readonly (string | undefined)[]): ExperimentPart {
  const labels = labelsBefore.filter((label) => label !== undefined);
  const areRegimes = labels.every((label) => Object.values(regimeLabels).includes(label));
  const label = areRegimes && labels.length > 0 ? (regimeOf(part) ?? labels[0]) : labels[0];
  return labels.length === 0 ? part : { ...part, label };
}

/** The region in which all of a part lies, if it is one. */
function regimeOf(part: ExperimentPart): string | undefined {
  const kappas = valuesOf(part, 'kappa') as number[];
  const deltas = valuesOf(part, 'delta') as number[];
  const names = new Set(
    kappas.flatMap((kappa) => deltas.map((delta) => classifyRegime({ kappa, delta }).name)),
  );
  const [name] = names;
  return names.size === 1 ? regimeLabels[name] : undefined;
}
