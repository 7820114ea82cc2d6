import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../hostile/fuzz/random.ts';
import { waitFor } from '../processes/waiting.ts';
import type { DrillLaboratory, Place } from './drill-laboratory.ts';

/** The bound only keeps a broken laboratory from hanging for ever. */
const PATIENCE_MILLISECONDS = 300_000;

/** One repetition of a drill, as the one who disturbs sees it. */
export class Scene {
  readonly laboratory: DrillLaboratory;
  readonly random: Random;
  readonly experimentId: string;
  readonly #runs: number;
  #disturbedAt: number | undefined;
  #interrupted: string[] = [];
  readonly #resumedAt = new Map<string, number>();
  /** What was done, in words for the report. */
  readonly notes: string[] = [];

  constructor(laboratory: DrillLaboratory, random: Random, experimentId: string, runs: number) {
    this.laboratory = laboratory;
    this.random = random;
    this.experimentId = experimentId;
    this.#runs = runs;
  }

  /** Waits for a moment by chance at which nodes are at work and part of the experiment is done. */
  async someMoment(): Promise<void> {
    const { random, laboratory } = this;
    const share = random.between(2, 70) / 100;
    await waitFor(
      'the work to get on',
      () => {
        const { ledger } = laboratory;
        const goesOn = ledger.inWork().length > 0 && ledger.fraction(this.#runs) >= share;
        return goesOn ? true : undefined;
      },
      PATIENCE_MILLISECONDS,
    );
    await delay(random.below(400));
    this.notes.push(`at ${Math.round(100 * laboratory.ledger.fraction(this.#runs))} %`);
  }

  someNode(): Place {
    return this.random.pick(this.laboratory.nodes);
  }

  /** From now on the runs in the hands of these nodes, or of all, are taken to be interrupted. */
  disturbed(places: readonly Place[] = this.laboratory.nodes): void {
    this.#disturbedAt = performance.now();
    this.#interrupted = this.laboratory.ledger.inWork(places.map(({ name }) => name));
  }

  /** Looks which of the interrupted runs have got on; to be called often. */
  look(): void {
    const began = this.#disturbedAt;
    if (began === undefined) return;
    for (const run of this.#interrupted) {
      const at = this.laboratory.ledger.acknowledgedAt(run);
      if (at > began && !this.#resumedAt.has(run)) this.#resumedAt.set(run, at);
    }
  }

  /** Seconds from the disturbance until something new had been acknowledged about every interrupted run. */
  recoverySeconds(): number | null {
    this.look();
    if (this.#disturbedAt === undefined || this.#resumedAt.size === 0) return null;
    return (Math.max(...this.#resumedAt.values()) - this.#disturbedAt) / 1000;
  }
}
