import { riskCurves, type RiskCurve } from '../analysis/curve.ts';
import type { RunResult } from '../execution/run-result.ts';

export interface TrajectoriesData {
  readonly kind: 'trajectories';
  readonly name: string;
  readonly timeAxis: 'regime' | 'sweeps' | 'steps';
  readonly curves: readonly RiskCurve[];
}

/** Risk against time: a curve for each parameter point. */
export function trajectoriesData(
  results: readonly RunResult[],
  timeAxis: TrajectoriesData['timeAxis'] = 'regime',
  name = 'trajectories',
): TrajectoriesData {
  return { kind: 'trajectories', name, timeAxis, curves: riskCurves(results) };
}
