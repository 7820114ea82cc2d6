import type { Testimony } from './witness.ts';

const MEBIBYTE = 2 ** 20;

/**
 * How much more memory than in quiet times the process may take. At any moment there are at most 24 cases under way, of
 * which one is beyond the largest packet (32 MiB are taken in before the connection is closed) and the others have 1 MiB and, as
 * HTTP bodies, 5 MiB at most. Each is in memory up to four times (pieces off the socket, joined, parsed, on the way to
 * the database): 4 × (32 + 8 × 5 + 15 × 1) = 348 MiB. What V8 has not yet collected, and the tables of the
 * embedded database, which live in the same process, may come to as much as half of that.
 */
const PROCESS_ALLOWANCE_MEBIBYTES = 348 + 174;

/**
 * How much more may be alive in JavaScript after the fire, when all connections are closed, than before it. Tables
 * of limits hold up to 10 000 keys of some hundred bytes each, compiled code and caches of statements come to as much again.
 */
const LIVE_ALLOWANCE_MEBIBYTES = 16;
/** An experiment stays in the ledger, with the list of what changed, until somebody removes it. */
const BYTES_OF_AN_EXPERIMENT = 8 * 1024;

export interface MemoryVerdict {
  /** What is beyond its bound; none when all is well. */
  readonly faults: readonly string[];
  /** MiB of the whole process: the most before the first hostile message, the most afterwards, and what is allowed. */
  readonly process: { readonly before: number; readonly most: number; readonly bound: number };
  /** MiB alive in JavaScript after a whole collection: before, when all is over, and what is allowed. */
  readonly live: { readonly before: number; readonly after: number; readonly bound: number };
  /** ms, the longest time that the event loop was held up. */
  readonly longestStall: number;
}

/** Testimonies of three times: with honest work alone, under fire, and with all hostile connections closed. */
export interface MemoryPeriods {
  readonly before: readonly Testimony[];
  readonly during: readonly Testimony[];
  readonly after: readonly Testimony[];
  /** That were submitted and not removed. */
  readonly experiments: number;
}

export function judgeMemory({ before, during, after, experiments }: MemoryPeriods): MemoryVerdict {
  const quiet = largest(resident(before));
  const processes = {
    before: quiet,
    most: largest([...resident(before), ...resident(during), ...resident(after)]),
    bound: quiet + PROCESS_ALLOWANCE_MEBIBYTES,
  };
  const liveBefore = largest(alive(before));
  const live = {
    before: liveBefore,
    after: alive(after).at(-1) ?? NaN,
    bound: Math.ceil(
      liveBefore + LIVE_ALLOWANCE_MEBIBYTES + (experiments * BYTES_OF_AN_EXPERIMENT) / MEBIBYTE,
    ),
  };
  const faults = [
    ...(processes.most <= processes.bound
      ? []
      : [`the process took ${processes.most} MiB, ${processes.bound} are allowed`]),
    // Not measured is a fault too.
    ...(live.after <= live.bound
      ? []
      : [`${live.after} MiB are alive when all is over, ${live.bound} are allowed: something is not let go`]),
  ];
  const stalls = during.flatMap((sample) => (sample.kind === 'memory' ? [sample.delayMilliseconds] : []));
  return { faults, process: processes, live, longestStall: Math.round(largest(stalls)) };
}

function resident(testimonies: readonly Testimony[]): number[] {
  return testimonies.flatMap((sample) =>
    sample.kind === 'memory' ? [Math.round(sample.rss / MEBIBYTE)] : [],
  );
}

function alive(testimonies: readonly Testimony[]): number[] {
  return testimonies.flatMap((sample) =>
    sample.kind === 'memory' && sample.live !== undefined
      ? [Math.round((10 * sample.live) / MEBIBYTE) / 10]
      : [],
  );
}

function largest(values: readonly number[]): number {
  return Math.max(0, ...values);
}
