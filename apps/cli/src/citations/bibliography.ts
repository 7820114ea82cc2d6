import { citationsOf, toBibtex, type PhaseReport, type RunSpecification } from '@crossover/experiments';

/** BibTeX of the papers that the curve of a theory run rests on. */
export function bibliographyOfTheory(specification: RunSpecification): string {
  const { activation, teacherActivation = activation, secondLayer } = specification;
  return toBibtex(
    citationsOf({
      activations: [activation, teacherActivation],
      secondLayer: secondLayer.kind === 'trained',
      integrators: ['dormand-prince-853', 'numerical-differentiation'],
    }),
  );
}

/** BibTeX of the papers that a phase report rests on. */
export function bibliographyOfReport({ risk }: PhaseReport): string {
  const followed = risk.method === 'finite-d-equations';
  const integrators = followed ? (['dormand-prince-853', 'numerical-differentiation'] as const) : [];
  return toBibtex(citationsOf({ integrators, stationaryStates: followed }));
}
