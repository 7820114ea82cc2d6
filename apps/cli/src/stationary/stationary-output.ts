import {
  stationaryRisk,
  type Stability,
  type StationaryState,
  type TheoryProblem,
} from '@crossover/experiments';
import { labelledLines, matrixLines, numberText, rowsOf } from './state-lines.ts';

/** A stationary state as scripts read it. */
export interface StationaryOutput {
  readonly risk: number;
  readonly residual: number;
  readonly verdict: Stability['verdict'];
  readonly leading: number;
  readonly multiplicity: number;
  readonly eigenvalues: Stability['eigenvalues'];
  /** Rank deficiency of Ω. */
  readonly nullity: number;
  readonly smallestEigenvalue: number;
  readonly Q: number[][];
  readonly M: number[][];
  readonly P: number[][];
  readonly secondLayer?: number[];
}

/** Eigenvalues shown in a table; JSON has all. */
const SHOWN = 12;

/** The state that the trajectory of a theory run ends in. */
export function findStationary(problem: TheoryProblem): StationaryOutput {
  return readStationaryState(stationaryRisk(problem));
}

export function readStationaryState({
  risk,
  residual,
  smallestEigenvalue,
  stability: { verdict, leading, multiplicity, eigenvalues, nullity },
  orderParameters: { Q, M, P, studentWidth, teacherWidth },
  secondLayer,
}: StationaryState): StationaryOutput {
  return {
    risk,
    residual,
    verdict,
    leading,
    multiplicity,
    eigenvalues,
    nullity,
    smallestEigenvalue,
    Q: rowsOf(Q, studentWidth),
    M: rowsOf(M, teacherWidth),
    P: rowsOf(P, teacherWidth),
    ...(secondLayer === null ? {} : { secondLayer: [...secondLayer] }),
  };
}

export function stationaryLines(state: StationaryOutput): string[] {
  const { risk, residual, verdict, leading, multiplicity, eigenvalues, nullity, smallestEigenvalue } = state;
  return [
    '',
    'The stationary state that the trajectory ends in',
    ...labelledLines([
      ['R', numberText(risk)],
      ['largest |dΩ/dt|', numberText(residual)],
      ['stability', verdictText(verdict)],
      ['slowest rate', `${numberText(leading)} per unit of t, ${multiplicity}-fold`],
      [
        'smallest eigenvalue of Ω',
        `${numberText(smallestEigenvalue)}${nullity > 0 ? `, ${nullity} are 0` : ''}`,
      ],
    ]),
    'Q',
    ...matrixLines(state.Q),
    'M',
    ...matrixLines(state.M),
    ...(state.secondLayer === undefined ? [] : ['a', ...matrixLines([state.secondLayer])]),
    `eigenvalues${eigenvalues.length > SHOWN ? `, the first ${SHOWN} of ${eigenvalues.length}` : ''}`,
    ...eigenvalues
      .slice(0, SHOWN)
      .map(({ real, imaginary }) => `  ${eigenvalueText(real, imaginary, leading)}`),
  ];
}

function verdictText(verdict: Stability['verdict']): string {
  switch (verdict) {
    case 'stable':
      return 'stable: every perturbation decays exponentially';
    case 'unstable':
      return 'unstable: the trajectory is held on a saddle by the symmetry of its start';
    case 'marginal':
      return 'marginal: a rate is 0; the approach is a power of t, or the state one of a family';
  }
}

/** Imaginary parts that rounding makes of a multiple eigenvalue are left out. */
function eigenvalueText(real: number, imaginary: number, scale: number): string {
  if (Math.abs(imaginary) <= 1e-9 * Math.max(Math.abs(real), Math.abs(scale))) return numberText(real);
  return `${numberText(real)} ${imaginary < 0 ? '−' : '+'} ${numberText(Math.abs(imaginary))} i`;
}
