import type { RegimeName } from '@crossover/ode-theory';
import type { RunResult } from '../execution/run-result.ts';
import { riskOf } from '../execution/curve-points.ts';
import type { SeriesParameters } from './series.ts';
import type { Equations, RunSpecification } from '../specification/run-specification.ts';
import { aggregate } from './aggregate.ts';
import { describeRun } from './describe-run.ts';
import { groupReplicas } from './groups.ts';
import { seriesParameters } from './series-parameters.ts';

/** The mean risk of replicas at one time, or the risk of a theory run. */
export interface CurvePoint {
  /** The regime's own t. */
  readonly time: number;
  readonly risk: number;
  /** Standard error of the mean over replicas; absent below two of them and for theory. */
  readonly standardError?: number;
}

/** The risk of one parameter point in time: replicas of a simulation together, or one theory run. */
export interface RiskCurve {
  /** `groupIdentity` of its runs. */
  readonly id: string;
  readonly kind: 'simulation' | Equations;
  readonly regime: RegimeName;
  /** ϑ = κ + δ, snapped to a boundary of the phase diagram when within tolerance. */
  readonly theta: number;
  readonly parameters: SeriesParameters;
  /** δt in t = ν δt; null for a theory run that does not depend on d. */
  readonly timeStep: number | null;
  /** Smallest positive and largest output time. */
  readonly grid: { readonly first: number; readonly last: number };
  readonly replicas: number;
  /** Times at which at least one replica has a finite value. */
  readonly points: readonly CurvePoint[];
}

/** The curve of runs that differ in their replica number only, or are one theory run; their risks may end early. */
export function riskCurve(
  id: string,
  specification: RunSpecification,
  risks: readonly ArrayLike<number>[],
): RiskCurve {
  const { times } = specification;
  const { kind, equations, regime, regimeTheta, timeStep } = describeRun(specification);
  const { count, mean, standardError } = aggregate(risks, { quantileLevels: [] });
  return {
    id,
    kind: kind === 'simulation' ? 'simulation' : (equations ?? 'limit'),
    regime,
    theta: regimeTheta,
    parameters: seriesParameters(specification),
    timeStep,
    grid: { first: times.find((time) => time > 0) ?? 1, last: times.at(-1) ?? 1 },
    replicas: risks.length,
    points: [...mean].flatMap((risk, index) =>
      count[index] > 0
        ? [
            {
              time: times[index],
              risk,
              ...(count[index] > 1 ? { standardError: standardError[index] } : {}),
            },
          ]
        : [],
    ),
  };
}

/** One curve for each parameter point of finished runs, in order of first appearance. */
export function riskCurves(results: readonly RunResult[]): RiskCurve[] {
  const groups = groupReplicas(results.map(({ specification }) => specification));
  return groups.map(({ key, specification, members }) =>
    riskCurve(
      key,
      specification,
      members.map((member) => riskOf(results[member].specification, results[member].points)),
    ),
  );
}
