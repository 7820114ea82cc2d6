import {
  citationsOf,
  classifyRegime,
  toBibtex,
  type PhaseReport,
  type RunSpecification,
} from '@crossover/experiments';

/** What was asked for beside the curve. */
export interface TheoryExtras {
  readonly fluctuations?: boolean | undefined;
  readonly stationary?: boolean | undefined;
  readonly stability?: boolean | undefined;
}

/** BibTeX of the papers that a theory run rests on. */
export function bibliographyOfTheory(
  specification: RunSpecification,
  { fluctuations = false, stationary = false, stability = false }: TheoryExtras,
): string {
  const { activation, teacherActivation = activation, secondLayer, kappa, delta } = specification;
  const meanField = specification.kind === 'theory' && specification.equations === 'mean-field';
  const isGradientFlow =
    specification.kind === 'theory' &&
    (meanField ||
      specification.equations === 'gradient-flow' ||
      (specification.equations === 'limit' && classifyRegime({ kappa, delta }).name === 'perfect-learning'));
  return toBibtex(
    citationsOf({
      activations: [activation, teacherActivation],
      meanField,
      variancePart: !isGradientFlow,
      secondLayer: secondLayer.kind === 'trained',
      integrators: ['dormand-prince-853', 'numerical-differentiation'],
      fluctuations,
      stationaryStates: stationary || stability,
    }),
  );
}

/** BibTeX of the papers that a phase report rests on. */
export function bibliographyOfReport({ risk }: PhaseReport): string {
  const followed = risk.method === 'finite-d-equations';
  const integrators = followed ? (['dormand-prince-853', 'numerical-differentiation'] as const) : [];
  return toBibtex(citationsOf({ integrators, stationaryStates: followed }));
}
