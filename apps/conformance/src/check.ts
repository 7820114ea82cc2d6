import type { Judge } from './judge.ts';
import type { RequirementId } from './requirements/index.ts';

/** A conversation that shows whether some obligations are kept. */
export interface Check<Stage> {
  /** What is played, as a sentence about the other end. */
  readonly name: string;
  readonly shows: readonly RequirementId[];
  /** How long it takes, where that is too long for every time: it is played only when asked for. */
  readonly slow?: string;
  /** Plays it. What it throws ends the conversation. */
  play(stage: Stage, judge: Judge): Promise<void>;
}
