import { lineRegression, logarithm, RunningMoments, studentTQuantile } from '@crossover/math-core';

/** Where the risk of replicas ends, and whether it has come to rest there. */
export interface FinalRisk {
  /**
   * Mean over replicas: of each replica's mean over the tail where the plateau is reached, since a replica fluctuates in time about its plateau;
   * of the last value otherwise.
   */
  readonly risk: number;
  /** Of that mean, from the spread of replicas; null for a single one. */
  readonly standardError: number | null;
  readonly replicas: number;
  /** The last time. */
  readonly time: number;
  /** Whether the plateau is reached, see `finalRisk`. */
  readonly settled: boolean;
  /** Local exponent d ln R / d ln t over the tail, mean over replicas; NaN where there are too few points. */
  readonly endSlope: number;
}

/** The tail: the last factor of two in time, or a little more where rounding wants it. */
const TAIL = 2.001;
const FEWEST_POINTS = 3;
/** A plateau may creep by this exponent: R changes by 7 % over the tail. */
const LEVEL_SLOPE = 0.1;
/** A slope this steep is a decline, however uncertain it is. */
const DECLINE = 0.5;

/**
 * The final risk of replicas. The plateau counts as reached when the exponent of R in t over the last factor of two is compatible
 * with level: |slope| ≤ 0.1 plus its 95 % uncertainty, and below 0.5 in any case. The uncertainty comes from the spread of
 * the replicas' slopes, or, for one replica, from the residuals of its fit. That R changes little between two outputs is never
 * enough (model.md §11); nor is this a proof: the symmetric plateau is level too, for long.
 *
 * @param risks one curve a replica at `times`; replicas without a positive risk at the last time are left out
 * @returns null when no replica has come to the last time
 */
export function finalRisk(times: readonly number[], risks: readonly ArrayLike<number>[]): FinalRisk | null {
  const last = times.length - 1;
  const finished = risks.filter((risk) => risk[last] > 0 && risk[last] < Infinity);
  if (finished.length === 0) return null;
  const time = times[last];
  const tail = times.flatMap((value, index) => (value > 0 && value >= time / TAIL ? [index] : []));
  const slopes = finished.map((risk) => tailSlope(times, risk, tail));
  const endSlope = mean(slopes.map(({ slope }) => slope));
  const settled = isLevel(slopes);
  const values = finished.map((risk) => (settled ? mean(tail.map((index) => risk[index])) : risk[last]));
  const moments = momentsOf(values);
  return {
    risk: moments.mean,
    standardError: values.length > 1 ? moments.standardError : null,
    replicas: values.length,
    time,
    settled,
    endSlope,
  };
}

interface TailSlope {
  readonly slope: number;
  readonly standardError: number;
  readonly points: number;
}

function tailSlope(times: readonly number[], risk: ArrayLike<number>, tail: readonly number[]): TailSlope {
  const usable = tail.filter((index) => risk[index] > 0 && risk[index] < Infinity);
  if (usable.length < FEWEST_POINTS) return { slope: NaN, standardError: NaN, points: usable.length };
  const { slope, slopeStandardError } = lineRegression(
    usable.map((index) => logarithm(times[index])),
    usable.map((index) => logarithm(risk[index])),
  );
  return { slope, standardError: slopeStandardError, points: usable.length };
}

function isLevel(slopes: readonly TailSlope[]): boolean {
  const moments = momentsOf(slopes.map(({ slope }) => slope));
  if (!(Math.abs(moments.mean) < DECLINE)) return false;
  const [first] = slopes;
  const uncertainty =
    slopes.length > 1
      ? studentTQuantile(0.95, slopes.length - 1) * moments.standardError
      : studentTQuantile(0.95, first.points - 2) * first.standardError;
  return Math.abs(moments.mean) <= LEVEL_SLOPE + uncertainty;
}

function momentsOf(values: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const value of values) moments.push(value);
  return moments;
}

const mean = (values: readonly number[]): number => momentsOf(values).mean;
