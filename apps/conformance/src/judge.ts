import { RuleBrokenError } from './errors.ts';
import { describeValue } from './report/describe-value.ts';
import type { Outcome } from './report/conformance-report.ts';
import type { RequirementId } from './requirements/index.ts';

/** Writes down what is seen of each obligation. One that was broken once is broken. */
export class Judge {
  readonly #outcomes = new Map<RequirementId, Outcome>();

  get outcomes(): ReadonlyMap<RequirementId, Outcome> {
    return this.#outcomes;
  }

  /** Writes down whether an obligation was kept; the conversation goes on in either case. */
  expect(id: RequirementId, holds: boolean, needed: string, found: unknown): void {
    if (!holds) this.broken(new RuleBrokenError(id, needed, describeValue(found)));
    else if (this.#outcomes.get(id)?.status !== 'failed') this.#outcomes.set(id, { status: 'passed' });
  }

  /**
   * The same where there is no sense in going on.
   * @throws {RuleBrokenError} when it was not kept
   */
  require(id: RequirementId, holds: boolean, needed: string, found: unknown): void {
    if (!holds) throw new RuleBrokenError(id, needed, describeValue(found));
    this.expect(id, holds, needed, found);
  }

  /**
   * The same for something that the rest of the conversation is about; gives it.
   * @throws {RuleBrokenError} when it is not there
   */
  present<T>(id: RequirementId, value: T | undefined, needed: string): T {
    if (value === undefined) throw new RuleBrokenError(id, needed, 'nothing');
    return value;
  }

  /** Writes down why nothing can be seen of an obligation here. */
  unseen(id: RequirementId, reason: string): void {
    if (!this.#outcomes.has(id)) this.#outcomes.set(id, { status: 'not observed', reason });
  }

  broken({ requirement, needed, found }: RuleBrokenError): void {
    if (this.#outcomes.get(requirement)?.status === 'failed') return;
    this.#outcomes.set(requirement, { status: 'failed', needed, found });
  }
}
