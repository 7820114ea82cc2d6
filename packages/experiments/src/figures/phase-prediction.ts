import { RunningMoments } from '@crossover/math-core';
import { phaseReport } from '@crossover/ode-theory';
import { groupReplicas, theoryPartners, type RunGroup } from '../analysis/groups.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { changedOptions } from '../specification/changed-options.ts';
import { initialOverlaps } from '../specification/run-streams.ts';
import type {
  Equations,
  RunSpecification,
  SimulationSpecification,
} from '../specification/run-specification.ts';
import { scalingOf } from '../specification/scaling-of.ts';
import { riskAtTime } from './risk-at-time.ts';
import { seriesKey } from './series-key.ts';
import { theoryRunOf } from './theory-run-of.ts';

/** What the theory says of the risk that a simulation ends with. */
export interface PhasePrediction {
  readonly predictedRisk: number;
  /**
   * `theory-run`: R of the equations for the same start at the simulation's last time. `mean-field-run`: that of particles, which stand for
   * wide networks from any start of the same law. `phase-report`: where the equations end, after any time.
   */
  readonly prediction: 'theory-run' | 'mean-field-run' | 'phase-report';
}

/** Best first: with both parts of the drift at the simulation's own d, before limits. */
const PREFERRED: readonly Equations[] = ['finite', 'exact', 'limit', 'gradient-flow'];
/** Above, a report uses closed forms alone and does not look at the start. */
const FOLLOWED_WIDTH = 64;

/**
 * The risk that the theory expects at the end of simulations: of the theory run among `results` for the same model and start, at the
 * same time; without one, of the mean-field runs of the same width in the perfect-learning region, mean over their seeds; without these,
 * and for simulations that have come to rest only, the end that `phaseReport` expects from the same start (default model; half a second a report).
 * Null in the region without equations, and where nothing comparable is known.
 */
export function predictionsFrom(
  results: readonly RunResult[],
): (simulation: SimulationSpecification, settled: boolean) => PhasePrediction | null {
  const theory = results.filter(({ specification }) => specification.kind === 'theory');
  const groups = groupReplicas(theory.map(({ specification }) => specification));
  return (simulation, settled) => {
    if (scalingOf(simulation).regime.name === 'no-ode') return null;
    const atEnd = theoryRiskAtEnd(simulation, theory, groups);
    if (atEnd !== null) return { predictedRisk: atEnd, prediction: 'theory-run' };
    const ofParticles = particleRiskAtEnd(simulation, theory);
    if (ofParticles !== null) return { predictedRisk: ofParticles, prediction: 'mean-field-run' };
    const end = settled ? reportedEnd(simulation) : null;
    return end === null ? null : { predictedRisk: end, prediction: 'phase-report' };
  };
}

function theoryRiskAtEnd(
  simulation: SimulationSpecification,
  theory: readonly RunResult[],
  groups: readonly RunGroup[],
): number | null {
  const time = simulation.times[simulation.times.length - 1];
  const known = theoryPartners(groupReplicas([simulation])[0], groups).flatMap(
    ({ specification, members }) => {
      const risk = riskAtTime(specification.times, riskOf(specification, theory[members[0]].points), time);
      if (risk === null || specification.kind !== 'theory') return [];
      return [{ risk, rank: PREFERRED.indexOf(specification.equations) }];
    },
  );
  known.sort((a, b) => a.rank - b.rank);
  return known.at(0)?.risk ?? null;
}

function particleRiskAtEnd(simulation: SimulationSpecification, theory: readonly RunResult[]): number | null {
  if (scalingOf(simulation).regime.name !== 'perfect-learning') return null;
  const particles = theory.filter(
    ({ specification }) => specification.kind === 'theory' && specification.equations === 'mean-field',
  );
  if (particles.length === 0) return null;
  const run = theoryRunOf(simulation, 'mean-field');
  if (run === null) return null;
  const law = (specification: RunSpecification): string =>
    seriesKey(specification, ['times', 'relativeTolerance', 'seed']);
  const time = simulation.times[simulation.times.length - 1];
  const moments = new RunningMoments();
  for (const { specification, points } of particles) {
    if (law(specification) !== law(run)) continue;
    const risk = riskAtTime(specification.times, riskOf(specification, points), time);
    if (risk !== null) moments.push(risk);
  }
  return moments.count > 0 ? moments.mean : null;
}

function reportedEnd(simulation: SimulationSpecification): number | null {
  const { initial, inputDimension, teacherWidth } = simulation;
  if (changedOptions(simulation).length > 0 || inputDimension < teacherWidth) return null;
  const wide = scalingOf(simulation).studentWidth > FOLLOWED_WIDTH;
  const named = initial.kind === 'teacher-span' && initial.teacher === undefined;
  if (wide && !named) return null;
  const { risk } = phaseReport({
    ...simulation,
    start: wide ? 'teacher-span' : initialOverlaps(simulation),
    draws: 1,
  });
  return risk.asymptotic?.median ?? null;
}
