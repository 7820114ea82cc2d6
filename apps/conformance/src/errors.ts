import type { RequirementId } from './requirements/index.ts';
import { messages } from './messages.ts';

/** The other end has broken an obligation, and the conversation cannot go on. */
export class RuleBrokenError extends Error {
  override readonly name = 'RuleBrokenError';
  readonly requirement: RequirementId;
  readonly needed: string;
  readonly found: string;

  constructor(requirement: RequirementId, needed: string, found: string) {
    super(messages.ruleBroken(requirement, needed, found));
    this.requirement = requirement;
    this.needed = needed;
    this.found = found;
  }
}

/** The suite cannot be carried out at all; the message says what to change. */
export class CannotCheckError extends Error {
  override readonly name = 'CannotCheckError';
}
