import {
  citationsOf,
  classifyRegime,
  groupReplicas,
  toBibtex,
  type FigureKind,
  type RunSpecification,
} from '@crossover/experiments';

/** Figures that follow the equations to their state at rest. */
const stationary: ReadonlySet<FigureKind> = new Set(['scaling', 'learning-rate', 'phase-diagram']);

/** BibTeX of the papers that an experiment rests on: its models, its equations, what solves them, what its figures compare with. */
export function experimentReferences(
  specifications: readonly RunSpecification[],
  figures: readonly FigureKind[],
): string {
  const subjects = groupReplicas(specifications).map(({ specification }) => subjectOf(specification));
  const some = (holds: (subject: (typeof subjects)[number]) => boolean): boolean => subjects.some(holds);
  const theory = some(({ equations }) => equations !== null);
  return toBibtex(
    citationsOf({
      activations: [...new Set(subjects.flatMap(({ activations }) => activations))],
      variancePart: some(({ variancePart }) => variancePart),
      secondLayer: some(({ secondLayer }) => secondLayer),
      integrators: theory ? ['dormand-prince-853', 'numerical-differentiation'] : [],
      stationaryStates: figures.some((kind) => stationary.has(kind)),
      meanField: figures.includes('particle-limit') || some(({ equations }) => equations === 'mean-field'),
    }),
  );
}

function subjectOf(specification: RunSpecification) {
  const { activation, teacherActivation, secondLayer, kappa, delta } = specification;
  const equations = specification.kind === 'theory' ? specification.equations : null;
  const isGradientFlow =
    equations === 'gradient-flow' ||
    equations === 'mean-field' ||
    (equations === 'limit' && classifyRegime({ kappa, delta }).name === 'perfect-learning');
  return {
    equations,
    activations: [activation, teacherActivation],
    variancePart: equations !== null && !isGradientFlow,
    secondLayer: secondLayer.kind === 'trained',
  };
}
