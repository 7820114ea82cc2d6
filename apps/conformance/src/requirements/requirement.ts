/** The number of an obligation: `C-…` of a coordinator, `N-…` of a compute node, `V-…` of a viewer. It never changes. */
export type RequirementId = `${'C' | 'N' | 'V'}-${number}`;

/** One obligation, word for word as docs/protocol.md has it. */
export interface Requirement {
  readonly id: RequirementId;
  /** Whoever breaks a MUST harms the other end; a SHOULD may be left for a good reason. */
  readonly level: 'MUST' | 'SHOULD';
  readonly text: string;
  /** Why no check can see from outside whether it is kept. */
  readonly unobservable?: string;
}
