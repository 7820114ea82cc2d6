/**
 * How long an attempt may take. Other than the heartbeat, which says that a node is alive, it ends attempts
 * of nodes that are alive and do not get on. Measured on the process's own clock, so that a jump of the wall
 * clock ends nothing.
 */
export interface Deadline {
  /** All times in milliseconds. */
  startedAt: number;
  readonly startFraction: number;
  allowed: number;
  /** It is extended once, when the progress shows that the estimate was wrong, and never again. */
  extended: boolean;
}

/** An estimate may be so wrong. */
const GENEROSITY = 10;
/** What progress has shown is less wrong than that. */
const MEASURED_GENEROSITY = 2;
const SHORTEST_MILLISECONDS = 2 * 60_000;
const MICROSECONDS_PER_MILLISECOND = 1000;

/**
 * The deadline of an attempt that is given out now. `work` is what a thread of its node has to do until it is
 * done, with what comes before it, in microseconds of a reference core. `speed` is what one thread of the node
 * does in relation to a reference core.
 */
export function deadlineOf(
  work: number,
  speed: number | undefined,
  { now, fraction }: { readonly now: number; readonly fraction: number },
): Deadline {
  const expected = work / MICROSECONDS_PER_MILLISECOND / (speed ?? 1);
  return {
    startedAt: now,
    startFraction: fraction,
    allowed: Math.max(SHORTEST_MILLISECONDS, GENEROSITY * expected),
    extended: false,
  };
}

/** Whether an attempt has to be abandoned. Extends its deadline when its progress speaks for it. */
export function isOverdue(deadline: Deadline, fraction: number, now: number): boolean {
  const elapsed = now - deadline.startedAt;
  if (elapsed <= deadline.allowed) return false;
  const done = fraction - deadline.startFraction;
  if (deadline.extended || done <= 0) return true;
  const left = (elapsed / done) * (1 - fraction);
  deadline.allowed = elapsed + Math.max(SHORTEST_MILLISECONDS, MEASURED_GENEROSITY * left);
  deadline.extended = true;
  return false;
}
