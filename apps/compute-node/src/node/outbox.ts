import { encodePoints, type CurvePoints } from '@crossover/experiments';
import {
  LIMITS,
  type CompleteMessage,
  type FailMessage,
  type Lease,
  type ReportMessage,
} from '@crossover/protocol';
import { joinPoints, type RunProgress } from '../threads/run-progress.ts';

/** A message about one run that the coordinator must have, under the name of its event. */
export type Outgoing =
  | { readonly event: 'report'; readonly message: ReportMessage }
  | { readonly event: 'complete'; readonly message: CompleteMessage }
  | { readonly event: 'fail'; readonly message: FailMessage }
  | { readonly event: 'release'; readonly message: Lease };

/** The last word on a run. */
export type Ending = Exclude<Outgoing, { readonly event: 'report' }>;

/** Room for the fields around points and checkpoint in one packet. */
const envelopeBytes = 64 * 1024;

/**
 * What the coordinator does not know yet about one run. While nothing can be delivered, points gather
 * and only the newest checkpoint is kept, so that a long separation costs little memory. The message at
 * the head stays there, unaltered and with its number, until it is acknowledged: a message whose
 * acknowledgement was lost is repeated word for word and recognised by the coordinator.
 */
export class Outbox {
  readonly #lease: Lease;
  #sequence = 0;
  #head: Outgoing | null = null;
  #latest: RunProgress | null = null;
  #points: CurvePoints | null = null;
  #checkpoint: Uint8Array | null = null;
  #ending: Ending | null = null;

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  addProgress(progress: RunProgress): void {
    // Progress travels through a channel of its own and may come in after the end of the run.
    if (this.#ending !== null) return;
    this.#latest = progress;
    this.#points = joinPoints([this.#points, progress.newPoints].filter((points) => points !== null));
    if (progress.checkpoint !== null && progress.checkpoint.byteLength <= LIMITS.maxCheckpointBytes) {
      this.#checkpoint = progress.checkpoint;
    }
  }

  /** A result or a failure says everything, so reports that wait are dropped; a release comes after them. */
  end(ending: Ending): void {
    this.#ending = ending;
    if (ending.event === 'release') return;
    this.#head = null;
    this.#latest = null;
    this.#points = null;
    this.#checkpoint = null;
  }

  /** The next message to deliver; null when the coordinator knows everything. */
  head(): Outgoing | null {
    this.#head ??= this.#nextReport() ?? this.#ending;
    return this.#head;
  }

  /** The given message was answered: it leaves the outbox, unless another has taken its place meanwhile. */
  acknowledge(delivered: Outgoing): void {
    if (this.#ending === delivered) this.#ending = null;
    if (this.#head === delivered) this.#head = null;
  }

  #nextReport(): Outgoing | null {
    const progress = this.#latest;
    if (progress === null) return null;
    const points = this.#takePoints();
    const checkpoint = this.#takeCheckpoint(points?.data.byteLength ?? 0);
    if (this.#points === null && this.#checkpoint === null) this.#latest = null;
    this.#sequence += 1;
    return {
      event: 'report',
      message: {
        runId: this.#lease.runId,
        attempt: this.#lease.attempt,
        sequence: this.#sequence,
        fraction: progress.fraction,
        stepsPerSecond: progress.stepsPerSecond,
        points: points === null ? null : encodePoints(points),
        checkpoint,
      },
    };
  }

  /** As many of the points as one report may carry; the others stay for the next one. */
  #takePoints(): CurvePoints | null {
    const points = this.#points;
    if (points === null) return null;
    const record = points.data.length / points.count;
    const fitting = Math.floor(LIMITS.maxPointsBytes / (record * Float64Array.BYTES_PER_ELEMENT));
    const count = Math.min(points.count, Math.max(1, Math.min(fitting, LIMITS.maxPointsPerReport)));
    const rest = points.count - count;
    this.#points =
      rest === 0
        ? null
        : {
            firstIndex: points.firstIndex + count,
            count: rest,
            data: points.data.subarray(count * record),
          };
    return { firstIndex: points.firstIndex, count, data: points.data.subarray(0, count * record) };
  }

  /** The checkpoint, when all points before it are on their way and the packet has room for it. */
  #takeCheckpoint(pointsBytes: number): Uint8Array | null {
    const checkpoint = this.#checkpoint;
    if (checkpoint === null || this.#points !== null) return null;
    if (pointsBytes + checkpoint.byteLength > LIMITS.maxMessageBytes - envelopeBytes) return null;
    this.#checkpoint = null;
    return checkpoint;
  }
}
