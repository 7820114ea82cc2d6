import { survival, survivalQuantile, type Passage } from './time-to-threshold.ts';

/** The median time to a threshold, and how well it is known. */
export interface MedianPassage {
  /** Null where so many are censored that it is not known. */
  readonly time: number | null;
  /** Half the distance of the quantiles at ½ ± the standard error of S there; null where one of them is not known. */
  readonly standardError: number | null;
  readonly reached: number;
  readonly censored: number;
}

const HALF = 0.5;

/**
 * The median of passages that may be censored, by the product-limit estimate S(t). Its standard error follows from that of S at the
 * median, by Greenwood's formula
 *
 *     var S(t) = S(t)² Σ_{t_i ≤ t} a_i/(n_i (n_i − a_i))
 *
 * (M. Greenwood, Reports on Public Health and Medical Subjects 33 (1926)), a_i arrivals among n_i watched: the times between which S
 * passes ½ + σ and ½ − σ would hold the median in about 68 of 100 cases. Without censoring σ is about ½/√n, whatever the law of the times.
 * A few passages know it poorly: of two, the error is half their distance.
 */
export function medianPassage(passages: readonly Passage[]): MedianPassage {
  const reached = passages.filter((passage) => passage.reached).length;
  const counts = { reached, censored: passages.length - reached };
  const time = survivalQuantile(passages, HALF);
  if (time === null) return { time, standardError: null, ...counts };
  const sigma = survivalError(passages, time);
  const early = sigma < HALF ? survivalQuantile(passages, HALF - sigma) : null;
  const late = sigma < HALF ? survivalQuantile(passages, HALF + sigma) : null;
  const standardError = early === null || late === null ? null : (late - early) / 2;
  return { time, standardError, ...counts };
}

/** The standard error of S at a time of arrival; that of the step before where S has fallen to 0, ½ where there is none. */
function survivalError(passages: readonly Passage[], time: number): number {
  let sum = 0;
  let error = HALF;
  for (const step of survival(passages)) {
    if (step.time > time) break;
    const watched = passages.filter((passage) => passage.time >= step.time).length;
    const arrived = passages.filter((passage) => passage.reached && passage.time === step.time).length;
    if (watched === arrived) break;
    sum += arrived / (watched * (watched - arrived));
    error = step.survival * Math.sqrt(sum);
  }
  return error;
}
