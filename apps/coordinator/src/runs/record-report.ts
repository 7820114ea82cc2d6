import { decodePoints, recordLength } from '@crossover/experiments';
import { bytesFromFloat64, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { Durable } from './durable.ts';
import type { Lease } from './lease.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';

export interface Report {
  readonly attempt: Attempt;
  readonly sequence: number;
  readonly fraction: number;
  readonly points: { readonly firstIndex: number; readonly count: number; readonly data: Uint8Array } | null;
  readonly checkpoint: Uint8Array | null;
}

export interface RecordedReport {
  /** Null when the report was a repetition and changed nothing. */
  readonly update: RunUpdate | null;
  readonly points: { readonly firstIndex: number; readonly risk: Float64Array } | null;
}

/**
 * Writes down the progress of a run: its fraction, new points, a checkpoint, all of them or none. Returns
 * undefined when the attempt has been replaced, and nothing was changed.
 *
 * @throws {RefusedError} when the points do not fit the run
 */
export async function recordReport(
  { database, queue }: Durable,
  { runId, specification }: Lease,
  report: Report,
): Promise<RecordedReport | undefined> {
  const { attempt, sequence, fraction, checkpoint } = report;
  const points = report.points === null ? null : riskPoints(specification, report.points);
  return database.transaction().execute(async (transaction) => {
    if (!(await queue.touch(transaction, attempt))) return undefined;
    const row = await transaction
      .updateTable('runs')
      .set({
        fraction,
        sequence,
        ...(points === null
          ? {}
          : {
              points_done: sql<number>`greatest(points_done, ${points.firstIndex + points.risk.length}::int)`,
            }),
      })
      .where('id', '=', runId)
      .where('state', '=', 'running')
      .where('sequence', '<', sequence)
      .returning(RUN_COLUMNS)
      .executeTakeFirst();
    if (row === undefined) return { update: null, points: null };
    if (points !== null && points.risk.length > 0) {
      const risk = bytesFromFloat64(points.risk);
      const count = points.risk.length;
      await transaction
        .insertInto('run_points')
        .values({ run_id: runId, first_index: points.firstIndex, count, risk })
        .onConflict((conflict) =>
          conflict
            .columns(['run_id', 'first_index'])
            .doUpdateSet({ count, risk })
            .where('run_points.count', '<', count),
        )
        .execute();
    }
    if (checkpoint !== null) {
      await transaction
        .insertInto('checkpoints')
        .values({ run_id: runId, fraction, data: checkpoint })
        .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ fraction, data: checkpoint }))
        .execute();
    }
    return { update: runUpdate(row), points };
  });
}

function riskPoints(specification: Lease['specification'], encoded: NonNullable<Report['points']>) {
  try {
    const { firstIndex, count, data } = decodePoints(specification, encoded);
    const record = recordLength(specification);
    const risk = Float64Array.from({ length: count }, (_, index) => data[index * record]);
    if (!risk.every(Number.isFinite)) throw new RefusedError('result-mismatch', messages.notFinite());
    return { firstIndex, risk };
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError('result-mismatch', messages.pointsRefused((error as Error).message));
  }
}
