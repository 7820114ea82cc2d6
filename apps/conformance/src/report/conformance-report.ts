import type { Requirement, RequirementId } from '../requirements/index.ts';

/** What was seen of one obligation. */
export type Outcome =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly needed: string; readonly found: string }
  | { readonly status: 'not observed'; readonly reason: string };

export type Observation = Pick<Requirement, 'id' | 'level' | 'text'> & Outcome;

export interface ConformanceReport {
  readonly subject: 'coordinator' | 'node';
  /** The version of the protocol that was asked for. */
  readonly protocolVersion: number;
  /** One for every obligation of the subject, in the order of docs/protocol.md. */
  readonly observations: readonly Observation[];
  /** Whether no MUST was seen broken. */
  readonly conforms: boolean;
}

/** Joins what was seen with the list of obligations; what nobody looked at says why. */
export function composeReport(
  subject: ConformanceReport['subject'],
  protocolVersion: number,
  requirements: readonly Requirement[],
  outcomes: ReadonlyMap<RequirementId, Outcome>,
): ConformanceReport {
  const observations = requirements.map(({ id, level, text, unobservable }): Observation => {
    const outcome = outcomes.get(id) ?? {
      status: 'not observed' as const,
      reason: unobservable ?? 'not asked for',
    };
    return { id, level, text, ...outcome };
  });
  const conforms = observations.every(({ level, status }) => level !== 'MUST' || status !== 'failed');
  return { subject, protocolVersion, observations, conforms };
}
