import type { RegimeName } from '@crossover/ode-theory';
import { describeRun } from '../analysis/describe-run.ts';
import { groupReplicas, theoryPartners, type RunGroup } from '../analysis/groups.ts';
import { seriesParameters } from '../analysis/series-parameters.ts';
import { overlapsAt } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { Equations } from '../specification/run-specification.ts';
import { alignmentOf, nearestTeachers } from './nearest-teachers.ts';
import { gathered, seriesKey } from './series-key.ts';
import type { SeriesParameters } from '../analysis/series.ts';

/** One student unit of one run. */
export interface AlignmentLine {
  readonly source: 'simulation' | Equations;
  readonly unit: number;
  /** The teacher unit that the unit ends closest to in this run. */
  readonly teacher: number;
  /** M_ir / √(Q_ii P_rr) of that pair at the output times where both have a length. */
  readonly points: readonly { readonly time: number; readonly alignment: number }[];
}

/** One parameter point. */
export interface AlignmentPanel {
  readonly parameters: SeriesParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  /** δt in t = ν δt; null for a limit that does not depend on d. */
  readonly timeStep: number | null;
  /** The first replica of the simulation, then theory in the order of `equationNames`; in each, units by number. */
  readonly lines: readonly AlignmentLine[];
}

/** How student units specialise. */
export interface AlignmentData {
  readonly kind: 'alignment';
  readonly name: string;
  readonly panels: readonly AlignmentPanel[];
}

/** More panels do not fit one figure. */
const MOST_PANELS = 6;

/**
 * Alignment of every student unit with the teacher unit that it ends closest to, in time: a panel for each of the first six choices of all
 * parameters but d, at the largest d of each, from the first replica of its simulation and from the theory for the same
 * start; from theory alone where nothing was simulated. Runs that kept only their risk are left out.
 */
export function alignmentData(results: readonly RunResult[], name = 'alignment'): AlignmentData {
  const kept = results.filter(
    ({ specification, points }) => specification.observables === 'overlaps' && points.count > 0,
  );
  const groups = groupReplicas(kept.map(({ specification }) => specification));
  const simulations = groups.filter(({ specification }) => specification.kind === 'simulation');
  const panels =
    simulations.length > 0
      ? gathered(simulations, parametersButDimension).map((members) => {
          const simulation = ofLargestDimension(members);
          return [simulation, ...oneForEachEquations(theoryPartners(simulation, groups))];
        })
      : gathered(groups, parametersButDimension).map(oneForEachEquations);
  return {
    kind: 'alignment',
    name,
    panels: panels
      .slice(0, MOST_PANELS)
      .map((members) => panelOf(members.map((group) => kept[group.members[0]]))),
  };
}

function parametersButDimension({ specification }: RunGroup): string {
  return seriesKey(specification, [
    'inputDimension',
    'times',
    'engine',
    'replica',
    'equations',
    'relativeTolerance',
  ]);
}

/** The first of the largest d, or of the limit, among theory runs with the same equations. */
function oneForEachEquations(theory: readonly RunGroup[]): RunGroup[] {
  const byEquations = gathered(theory, ({ specification }) =>
    specification.kind === 'theory' ? specification.equations : '',
  );
  return byEquations.map(ofLargestDimension);
}

function ofLargestDimension(groups: readonly RunGroup[]): RunGroup {
  const dimension = ({ specification }: RunGroup): number => specification.inputDimension ?? Infinity;
  return groups.reduce((largest, group) => (dimension(group) > dimension(largest) ? group : largest));
}

/** @param members one run for each source, the first of which names the panel */
function panelOf(members: readonly RunResult[]): AlignmentPanel {
  const { specification } = members[0];
  const { regime, regimeTheta, timeStep } = describeRun(specification);
  return {
    parameters: seriesParameters(specification),
    regime,
    theta: regimeTheta,
    timeStep,
    lines: members.flatMap(linesOf),
  };
}

function linesOf(result: RunResult): AlignmentLine[] {
  const { specification, points } = result;
  const overlaps = Array.from({ length: points.count }, (_, index) => overlapsAt(result, index)).filter(
    (value) => value !== null,
  );
  const end = overlaps[overlaps.length - 1];
  return nearestTeachers(end, specification).map(({ teacher }, unit) => ({
    source: specification.kind === 'simulation' ? 'simulation' : specification.equations,
    unit,
    teacher,
    points: overlaps.flatMap((at, index) => {
      const alignment = alignmentOf(at, unit, teacher);
      return alignment === null ? [] : [{ time: specification.times[index], alignment }];
    }),
  }));
}
