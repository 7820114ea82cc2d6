/** Where a node is to join. */
export interface CoordinatorToJoin {
  readonly url: string;
  readonly token: string;
}

/** A node that was started for a check. What cannot be done with it is left out, and is not observed then. */
export interface StartedNode {
  /** What it has told its person so far. */
  readonly output?: () => string;
  /** Whether it has left of its own accord. */
  readonly hasEnded?: () => boolean;
  /** Asks it to leave, as its person would, and resolves when it is gone. */
  readonly stop?: () => Promise<void>;
}

/** Starts the node that is checked. It may take a while to connect. */
export type StartNode = (coordinator: CoordinatorToJoin) => Promise<StartedNode>;
