/** What came of one case, in a word or two: `accepted`, `refused: invalid-message`, `closed`. */
export type Outcome = string;

/** What one case was sent to, such as `GET /api/nodes` or `node: lease`, and what came of it. */
export interface Told {
  readonly surface: string;
  readonly outcome: Outcome;
}

/** Something that must not happen. The case can be sent again with the seed and its number. */
export interface Finding {
  readonly where: string;
  /** Number of the case; undefined when it cannot be said which case has done it. */
  readonly index: number | undefined;
  readonly message: string;
}

/** An answer that breaks a promise of the protocol. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** What was sent to one surface, by what came of it. */
export interface SurfaceCount {
  readonly surface: string;
  readonly sent: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

const MAXIMUM_FINDINGS = 100;

/** Counts outcomes by surface, and keeps the findings. */
export class Tally {
  readonly findings: Finding[] = [];
  readonly #counts = new Map<string, Map<Outcome, number>>();
  readonly #onFinding: (finding: Finding) => void;
  #sent = 0;
  #findings = 0;

  constructor(onFinding: (finding: Finding) => void = () => undefined) {
    this.#onFinding = onFinding;
  }

  count({ surface, outcome }: Told): void {
    const outcomes = this.#counts.get(surface) ?? new Map<Outcome, number>();
    this.#counts.set(surface, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    this.#sent += 1;
  }

  find(where: string, index: number | undefined, message: string): void {
    this.#findings += 1;
    if (this.findings.length >= MAXIMUM_FINDINGS) return;
    const finding = { where, index, message: message.slice(0, 2000) };
    this.findings.push(finding);
    this.#onFinding(finding);
  }

  get sent(): number {
    return this.#sent;
  }

  get numberOfFindings(): number {
    return this.#findings;
  }

  surfaces(): SurfaceCount[] {
    return [...this.#counts]
      .map(([surface, outcomes]) => ({
        surface,
        sent: [...outcomes.values()].reduce((sum, count) => sum + count, 0),
        outcomes: Object.fromEntries([...outcomes].sort((left, right) => right[1] - left[1])),
      }))
      .sort((left, right) => (left.surface < right.surface ? -1 : 1));
  }
}
