/** What came of one case, in a word or two: `accepted`, `refused: invalid-message`, `closed`. */
export type Outcome = string;

/** Something that must not happen. The case can be sent again with the seed and its number. */
export interface Finding {
  readonly channel: string;
  readonly index: number;
  readonly message: string;
}

/** An answer that breaks a promise of the protocol. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

const MAXIMUM_FINDINGS = 100;

/** Counts outcomes by channel, and keeps the findings. */
export class Tally {
  readonly findings: Finding[] = [];
  readonly #counts = new Map<string, Map<Outcome, number>>();
  #findings = 0;

  count(channel: string, outcome: Outcome): void {
    const outcomes = this.#counts.get(channel) ?? new Map<Outcome, number>();
    this.#counts.set(channel, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  find(channel: string, index: number, message: string): void {
    this.count(channel, 'finding');
    this.#findings += 1;
    if (this.findings.length < MAXIMUM_FINDINGS)
      this.findings.push({ channel, index, message: message.slice(0, 2000) });
  }

  get total(): number {
    return this.channels().reduce((sum, { sent }) => sum + sent, 0);
  }

  get numberOfFindings(): number {
    return this.#findings;
  }

  channels(): { channel: string; sent: number; outcomes: Record<Outcome, number> }[] {
    return [...this.#counts].map(([channel, outcomes]) => ({
      channel,
      sent: [...outcomes.values()].reduce((sum, count) => sum + count, 0),
      outcomes: Object.fromEntries([...outcomes].sort((left, right) => right[1] - left[1])),
    }));
  }
}
