import type { Check } from './check.ts';
import { CannotCheckError, RuleBrokenError } from './errors.ts';
import { Judge } from './judge.ts';
import { messages } from './messages.ts';
import type { Outcome } from './report/conformance-report.ts';
import type { RequirementId } from './requirements/index.ts';

/** Which checks are played, and how. */
export interface CheckSelection {
  /** Only checks that show one of these. */
  readonly only?: readonly RequirementId[] | undefined;
  /** Also those that take long. */
  readonly thorough?: boolean | undefined;
  /** Called back before each check, with its name. */
  readonly onCheck?: ((name: string) => void) | undefined;
  /** Ends the suite, which clears up behind itself as after its last check. */
  readonly signal?: AbortSignal | undefined;
}

/** A place where one check is played; closed after it. */
interface ClosableStage {
  close(judge: Judge): Promise<void>;
}

/**
 * Plays checks, each on a stage of its own, `atOnce` of them side by side.
 *
 * @throws {CannotCheckError} when the suite cannot be carried out, or `only` names what no check shows
 * @throws the reason of `signal`, when it is aborted
 */
export async function runChecks<Stage extends ClosableStage>(
  checks: readonly Check<Stage>[],
  openStage: () => Promise<Stage>,
  { only, thorough = false, onCheck, signal }: CheckSelection,
  atOnce = 1,
): Promise<Map<RequirementId, Outcome>> {
  const judge = new Judge();
  const skipped = new Map<RequirementId, Outcome>();
  const waiting = selected(checks, only).filter((check) => {
    if (thorough || check.slow === undefined) return true;
    for (const id of check.shows) {
      skipped.set(id, { status: 'not observed', reason: messages.takesLong(check.slow) });
    }
    return false;
  });
  const playInTurn = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      onCheck?.(check.name);
      const unseen = await playOne(check, openStage, judge, signal);
      for (const [id, outcome] of unseen) skipped.set(id, outcome);
    }
  };
  const lane = () =>
    playInTurn().catch((error: unknown) => {
      waiting.length = 0;
      throw error;
    });
  // Each clears up behind itself before the suite ends.
  const played = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const outcome of played) if (outcome.status === 'rejected') throw outcome.reason;
  return new Map([...skipped, ...judge.outcomes]);
}

/** Plays one check to its end, or until a rule is broken; returns what was not seen then. */
async function playOne<Stage extends ClosableStage>(
  check: Check<Stage>,
  openStage: () => Promise<Stage>,
  judge: Judge,
  signal: AbortSignal | undefined,
): Promise<Map<RequirementId, Outcome>> {
  const unseen = new Map<RequirementId, Outcome>();
  signal?.throwIfAborted();
  const stage = await openStage();
  try {
    signal?.throwIfAborted();
    await unlessAborted(check.play(stage, judge), signal);
  } catch (error) {
    if (error instanceof CannotCheckError || signal?.aborted) throw error;
    const rest = check.shows.filter((id) => !judge.outcomes.has(id));
    if (error instanceof RuleBrokenError) {
      judge.broken(error);
      const reason = messages.endedBefore(check.name);
      for (const id of rest) unseen.set(id, { status: 'not observed', reason });
    } else {
      const found = error instanceof Error ? error.message : String(error);
      for (const id of rest) judge.broken(new RuleBrokenError(id, messages.toItsEnd(check.name), found));
      // What had been seen by then does not make up for a conversation that broke off.
      if (rest.length === 0) throw error;
    }
  } finally {
    await stage.close(judge);
  }
  return unseen;
}

/** What becomes of the play, or the signal's reason as soon as it is aborted; nobody waits for the play then. */
async function unlessAborted(play: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return play;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([play, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function selected<Stage>(
  checks: readonly Check<Stage>[],
  only: readonly RequirementId[] | undefined,
): Check<Stage>[] {
  if (only === undefined) return [...checks];
  for (const id of only) {
    if (!checks.some(({ shows }) => shows.includes(id)))
      throw new CannotCheckError(messages.unknownRequirement(id));
  }
  return checks.filter(({ shows }) => shows.some((id) => only.includes(id)));
}
