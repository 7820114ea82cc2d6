import type { CheckSelection } from '../run-checks.ts';

export interface CoordinatorCheckOptions extends CheckSelection {
  /** Where the coordinator serves HTTP and sockets. It must be idle: no unfinished experiments, no nodes. */
  readonly url: string;
  readonly operatorToken: string;
  readonly viewerToken: string;
  readonly nodeToken: string;
  /** How long it is set to wait for a node whose connection has broken. */
  readonly graceMilliseconds?: number | undefined;
  /** How long to wait for what must come at once. */
  readonly patienceMilliseconds?: number | undefined;
  /** From which the runs of the suite are made: the coordinator must not know them yet. Chance by default. */
  readonly seed?: number | undefined;
}

/** The options with their defaults in place. */
export interface CoordinatorUnderTest {
  readonly url: string;
  readonly operatorToken: string;
  readonly viewerToken: string;
  readonly nodeToken: string;
  readonly graceMilliseconds: number;
  readonly patienceMilliseconds: number;
}

export const coordinatorDefaults = { graceMilliseconds: 5_000, patienceMilliseconds: 10_000 } as const;
