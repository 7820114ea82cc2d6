import {
  criticalLearningRate,
  escape,
  InvalidArgumentError,
  noiseFloor,
  symmetricPlateau,
  type TheoryProblem,
} from '@crossover/experiments';
import { labelledLines, numberText } from './state-lines.ts';

/** What a run passes and what limits it, as scripts read it. What this model does not have is null, with the reason. */
export interface StabilityOutput {
  readonly symmetricPlateau: PlateauOutput | null;
  /** Factor on the learning rate beyond which learning is impossible; null also where every rate learns. */
  readonly criticalFactor: number | null;
  /** R_∞ to first order in the learning rate. */
  readonly noiseFloor: number | null;
  readonly reasons: Readonly<Record<string, string>>;
}

export interface PlateauOutput {
  readonly Q: number;
  readonly C: number;
  readonly M: number;
  readonly risk: number;
  readonly escapeRate: number;
  readonly multiplicity: number;
  readonly perturbation: number;
  /** Time to a distance of 0.1 from the plateau: ln(0.1/perturbation)/rate, and along the trajectory. Null when nothing escapes. */
  readonly predictedEscapeTime: number | null;
  readonly escapeTime: number | null;
}

export function findStability({ model, weights }: TheoryProblem, perturbation: number): StabilityOutput {
  const reasons: Record<string, string> = {};
  const attempt = <Value>(name: string, find: () => Value): Value | null => {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      reasons[name] = error.message;
      return null;
    }
  };
  const plateau = attempt('symmetricPlateau', () => symmetricPlateau(model, weights));
  const left = plateau && attempt('escape', () => escape({ model, weights, from: plateau, perturbation }));
  const critical = attempt('criticalFactor', () => criticalLearningRate(model, weights));
  if (critical === Infinity) reasons['criticalFactor'] = 'No learning rate is too large for these equations.';
  return {
    symmetricPlateau: plateau && {
      ...plateau.overlaps,
      risk: plateau.risk,
      escapeRate: plateau.stability.leading,
      multiplicity: plateau.stability.multiplicity,
      perturbation,
      predictedEscapeTime: left?.predictedTime ?? null,
      escapeTime: left?.time ?? null,
    },
    criticalFactor: critical === Infinity ? null : critical,
    noiseFloor: attempt('noiseFloor', () => noiseFloor(model, weights)),
    reasons,
  };
}

export function stabilityLines(output: StabilityOutput): string[] {
  const { symmetricPlateau: plateau, criticalFactor, reasons } = output;
  const orReason = (name: string, value: number | null): string =>
    value === null ? `– ${reasons[name]}` : numberText(value);
  return [
    '',
    'The symmetric plateau',
    ...(plateau === null ? [`  – ${reasons['symmetricPlateau']}`] : plateauLines(plateau, reasons['escape'])),
    '',
    'The limits of learning',
    ...labelledLines([
      [
        'critical learning rate',
        orReason('criticalFactor', criticalFactor) + (criticalFactor === null ? '' : ' times this one'),
      ],
      ['noise floor at small rates', orReason('noiseFloor', output.noiseFloor)],
    ]),
  ];
}

function plateauLines(plateau: PlateauOutput, reason: string | undefined): string[] {
  const { Q, C, M, risk, escapeRate, multiplicity, perturbation, predictedEscapeTime, escapeTime } = plateau;
  const times =
    escapeTime === null || predictedEscapeTime === null
      ? `– ${reason}`
      : `${numberText(escapeTime)} from a distance of ${perturbation}; ${numberText(predictedEscapeTime)} by linearisation`;
  return labelledLines([
    ['Q_ii, Q_ij, M_ir', [Q, C, M].map(numberText).join(', ')],
    ['R', numberText(risk)],
    ['escape rate', `${numberText(escapeRate)} per unit of t, ${multiplicity}-fold`],
    ['escape time', times],
  ]);
}
