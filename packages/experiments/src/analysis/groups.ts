import { canonicalJson } from '../specification/canonical-json.ts';
import { startDependsOnSeed, theoryDependsOnDimension } from '../specification/dimension-dependence.ts';
import { groupIdentity } from '../specification/identity.ts';
import { modelOptionDefaults, simulatedOnly } from '../specification/model-options.ts';
import { equationNames, type Equations, type RunSpecification } from '../specification/run-specification.ts';

/** A parameter point: simulations that differ in their replica number only, or one theory run. */
export interface RunGroup {
  /** `groupIdentity` of its members. */
  readonly key: string;
  /** The member with the lowest replica number. */
  readonly specification: RunSpecification;
  /** Positions of the members in the list given, by replica number. */
  readonly members: readonly number[];
}

const replicaOf = (specification: RunSpecification): number =>
  specification.kind === 'simulation' ? specification.replica : 0;

/** Groups runs by parameter point, in order of first appearance. */
export function groupReplicas(specifications: readonly RunSpecification[]): RunGroup[] {
  const membersByKey = new Map<string, number[]>();
  specifications.forEach((specification, index) => {
    const key = groupIdentity(specification);
    const members = membersByKey.get(key);
    if (members === undefined) membersByKey.set(key, [index]);
    else members.push(index);
  });
  return [...membersByKey].map(([key, unordered]) => {
    const members = unordered.sort(
      (a, b) => replicaOf(specifications[a]) - replicaOf(specifications[b]) || a - b,
    );
    return { key, specification: specifications[members[0]], members };
  });
}

/**
 * The groups of theory curves for the same model and start as `group`, in the order of `equationNames`. A limit curve
 * that does not depend on d belongs to the simulations at every d. A mean-field curve belongs to none: it is of infinitely wide
 * networks, whatever the number of its particles, and does not start from the units of a simulation.
 */
export function theoryPartners(group: RunGroup, groups: readonly RunGroup[]): RunGroup[] {
  if (isSimulatedOnly(group.specification)) return [];
  return equationNames.flatMap((equations) => {
    if (equations === 'mean-field') return [];
    const model = modelKey(group.specification, equations);
    return groups.filter(
      ({ specification }) =>
        specification.kind === 'theory' &&
        specification.equations === equations &&
        modelKey(specification, equations) === model,
    );
  });
}

/** Whether a simulation is of a model that the theory has no equations for. */
function isSimulatedOnly(specification: RunSpecification): boolean {
  return (
    specification.kind === 'simulation' &&
    simulatedOnly.some(
      (name) => canonicalJson(specification[name]) !== canonicalJson(modelOptionDefaults[name]),
    )
  );
}

/** Whatever a theory run with these equations depends on, but for its times and tolerances. */
function modelKey(specification: RunSpecification, equations: Equations): string {
  const { widthPrefactor, teacherWidth, kappa, delta, learningRatePrefactor, noise, initial } = specification;
  const { activation, teacherActivation, secondLayer, weightDecay, batchSize } = specification;
  return canonicalJson({
    activation,
    teacherActivation,
    secondLayer,
    weightDecay,
    batchSize,
    widthPrefactor,
    teacherWidth,
    kappa,
    delta,
    learningRatePrefactor,
    noise,
    initial,
    seed: startDependsOnSeed(specification) ? specification.seed : null,
    inputDimension: theoryDependsOnDimension(specification, equations) ? specification.inputDimension : null,
  });
}
