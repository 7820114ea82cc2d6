/** What a node found for a run. */
export interface Vote {
  readonly nodeId: string;
  readonly digest: string;
}

/** What the votes for a run come to. */
export type Verdict =
  /** Two nodes found the same bits: these are the run's. Whoever found others returns wrong bits. */
  | { readonly kind: 'agreed'; readonly digest: string; readonly wrong: readonly string[] }
  /** No two found the same: one more has to compute it. */
  | { readonly kind: 'undecided' };

/** The digest that two nodes have found wins: errors that are not the same for two machines never agree by chance. */
export function verdictOf(votes: readonly Vote[]): Verdict {
  const agreed = votes.find(({ digest, nodeId }) =>
    votes.some((other) => other.digest === digest && other.nodeId !== nodeId),
  );
  if (agreed === undefined) return { kind: 'undecided' };
  const wrong = votes.filter(({ digest }) => digest !== agreed.digest).map(({ nodeId }) => nodeId);
  return { kind: 'agreed', digest: agreed.digest, wrong: [...new Set(wrong)] };
}
