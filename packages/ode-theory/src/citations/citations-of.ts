import type { IntegrationStatistics } from '../integrator/integrator.ts';
import type { ActivationName, TeacherActivationName } from '@crossover/math-core';
import type { Citation, CitationKey } from './citation.ts';
import { reference } from './references.ts';

/** What a result was computed from; everything left out does not count. */
export interface CitedSubject {
  /** The equations of the phase diagram (arXiv:2202.00293): by default true. */
  readonly phaseDiagram?: boolean;
  /** Activations of student and teacher; by default erf. */
  readonly activations?: readonly (ActivationName | TeacherActivationName)[];
  /** Whether the variance part of the steps is on: for ReLU it needs orthant moments. By default true. */
  readonly variancePart?: boolean;
  /** Whether the second layer is trained as well. */
  readonly secondLayer?: boolean;
  /** Integration methods used, by name. */
  readonly integrators?: readonly IntegratorName[];
  /** Whether stationary states were looked for. */
  readonly stationaryStates?: boolean;
  /** Whether fluctuations around the equations at finite d were computed. */
  readonly fluctuations?: boolean;
  /** Whether the limit of many hidden units was taken. */
  readonly meanField?: boolean;
}

export type IntegratorName = 'dormand-prince-853' | 'numerical-differentiation';

/** The methods that took steps. */
export function integratorsOf({ steps, implicitSteps }: IntegrationStatistics): readonly IntegratorName[] {
  return [
    ...(steps > implicitSteps ? (['dormand-prince-853'] as const) : []),
    ...(implicitSteps > 0 ? (['numerical-differentiation'] as const) : []),
  ];
}

const sourcesOfIntegrator: Readonly<Record<IntegratorName, readonly CitationKey[]>> = {
  'dormand-prince-853': ['prince1981', 'hairer1993', 'gustafsson1991'],
  'numerical-differentiation': ['shampine1997'],
};

/** The papers and books that a result rests on, without repetition, the science first and the numerics last. */
export function citationsOf(subject: CitedSubject): readonly Citation[] {
  return keysOf(subject).map(reference);
}

function keysOf({
  phaseDiagram = true,
  activations = ['erf'],
  variancePart = true,
  secondLayer = false,
  integrators = [],
  stationaryStates = false,
  fluctuations = false,
  meanField = false,
}: CitedSubject): readonly CitationKey[] {
  const keys = new Set<CitationKey>();
  const add = (...more: readonly CitationKey[]) => more.forEach((key) => keys.add(key));
  if (phaseDiagram) add('veiga2022', 'saad1995', 'goldt2019');
  if (secondLayer) add('riegler1995', 'goldt2019');
  if (meanField) add('mei2018', 'chizat2018', 'rotskoff2022', 'arnaboldi2023');
  if (fluctuations) add('vankampen2007', 'iserles1999', 'sloan2002');
  if (activations.includes('erf')) add('williams1996');
  if (activations.includes('relu')) add('cho2009');
  if (activations.includes('relu') && variancePart) add('tallis1961', 'plackett1954');
  if (stationaryStates) add('kelley1998');
  for (const name of integrators) add(...sourcesOfIntegrator[name]);
  return [...keys];
}
