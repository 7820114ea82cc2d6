import type { Testimony } from './witness.ts';

const MEBIBYTE = 2 ** 20;

/**
 * How much more memory than in quiet times the coordinator may take. At any moment there are at most 24 cases under way, of
 * which one is beyond the largest packet (32 MiB are taken in before the connection is closed) and the others have 1 MiB and, as
 * HTTP bodies, 5 MiB at most. Each is in memory up to four times (pieces off the socket, joined, parsed, on the way to
 * the database): 4 × (32 + 8 × 5 + 15 × 1) = 348 MiB. What V8 has not yet collected, and the tables of the
 * embedded database, which live in the same process, may come to as much as half of that.
 */
const ALLOWANCE_MEBIBYTES = 348 + 174;

export interface MemoryVerdict {
  readonly bounded: boolean;
  /** MiB, the largest of the process before the first hostile message. */
  readonly quiet: number;
  readonly largest: number;
  readonly bound: number;
  /** Medians over the second and over the last quarter: memory that leaks rises from one to the other. */
  readonly secondQuarter: number;
  readonly lastQuarter: number;
  readonly largestHeap: number;
  /** ms, the longest time that the event loop was held up. */
  readonly longestStall: number;
}

export function judgeMemory(testimonies: readonly Testimony[], quietSamples: number): MemoryVerdict {
  const samples = testimonies.flatMap((testimony) => (testimony.kind === 'memory' ? [testimony] : []));
  const resident = samples.map(({ rss }) => Math.round(rss / MEBIBYTE));
  const fire = resident.slice(quietSamples);
  const quiet = Math.max(...resident.slice(0, Math.max(1, quietSamples)));
  const largest = Math.max(quiet, ...fire);
  const bound = quiet + ALLOWANCE_MEBIBYTES;
  const quarter = Math.floor(fire.length / 4);
  return {
    bounded: largest <= bound,
    quiet,
    largest,
    bound,
    secondQuarter: median(fire.slice(quarter, 2 * quarter)),
    lastQuarter: median(fire.slice(3 * quarter)),
    largestHeap: Math.max(0, ...samples.map(({ heap }) => Math.round(heap / MEBIBYTE))),
    longestStall: Math.round(Math.max(0, ...samples.map(({ delayMilliseconds }) => delayMilliseconds))),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
