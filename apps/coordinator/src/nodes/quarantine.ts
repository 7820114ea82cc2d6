/** So many attempts in a row that ended with an error, of different runs, and none that was completed between them. */
const FAILURES = 3;
/** A failure is fast when it took less than this share of the time that was expected, or so many seconds. */
const FAST_SHARE = 0.1;
const FAST_SECONDS = 2;

const MINUTES = 60_000;
const FIRST_MILLISECONDS = 10 * MINUTES;
/** Each quarantine takes twice as long as the one before, up to a day. */
const LONGEST_MILLISECONDS = 24 * 60 * MINUTES;

/** An attempt that a node ended with an error. */
export interface NodeFailure {
  readonly runId: string;
  readonly seconds: number;
  /** What the whole attempt was expected to take; not known before the node's speed is. */
  readonly expectedSeconds: number | undefined;
}

/** Whether a node whose last attempts all ended so fails by itself: too fast, whatever run it is given. */
export function failsFast(failuresInARow: readonly NodeFailure[]): boolean {
  const last = failuresInARow.slice(-FAILURES);
  return (
    last.length === FAILURES &&
    new Set(last.map(({ runId }) => runId)).size === FAILURES &&
    last.every(isFast)
  );
}

function isFast({ seconds, expectedSeconds = 0 }: NodeFailure): boolean {
  return seconds <= Math.max(FAST_SECONDS, FAST_SHARE * expectedSeconds);
}

/** How long a node is kept from work that has been so often before. */
export function quarantineMilliseconds(formerQuarantines: number): number {
  return Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** Math.min(20, formerQuarantines));
}
