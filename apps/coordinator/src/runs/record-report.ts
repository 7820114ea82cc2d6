import { decodePoints, recordLength } from '@crossover/experiments';
import { bytesFromFloat64, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Lease } from './lease.ts';
import { RUN_COLUMN_LIST, runUpdate, type RunRow } from './run-row.ts';

export interface Report {
  readonly attempt: Attempt;
  readonly sequence: number;
  readonly fraction: number;
  readonly points: { readonly firstIndex: number; readonly count: number; readonly data: Uint8Array } | null;
  readonly checkpoint: Uint8Array | null;
}

interface RiskPoints {
  readonly firstIndex: number;
  readonly risk: Float64Array;
}

/** A report whose points fit the run. */
export interface CheckedReport {
  readonly lease: Lease;
  readonly report: Report;
  readonly points: RiskPoints | null;
  readonly bytes: number;
}

export interface RecordedReport {
  /** Null when the report was a repetition and changed nothing. */
  readonly update: RunUpdate | null;
  readonly points: RiskPoints | null;
}

/** @throws {RefusedError} when the points do not fit the run */
export function checkReport(lease: Lease, report: Report): CheckedReport {
  const points = report.points === null ? null : riskPoints(lease.specification, report.points);
  const bytes = (points?.risk.byteLength ?? 0) + (report.checkpoint?.byteLength ?? 0);
  return { lease, report, points, bytes };
}

/** Writes down reports of attempts that the queue has just confirmed; one for each run. */
export async function keepReports(
  transaction: Transaction<StoreSchema>,
  reports: readonly CheckedReport[],
): Promise<Map<string, RecordedReport>> {
  if (reports.length === 0) return new Map();
  const curves = reports.flatMap(({ lease, points }) =>
    points === null || points.risk.length === 0 ? [] : [{ runId: lease.runId, ...points }],
  );
  const checkpoints = reports.flatMap(({ lease, report: { checkpoint } }) =>
    checkpoint === null ? [] : [{ runId: lease.runId, data: checkpoint }],
  );
  const { rows } = await sql<RunRow>`
    WITH told AS (
      SELECT * FROM unnest(
        ${reports.map(({ lease }) => lease.runId)}::text[],
        ${reports.map(({ report }) => report.sequence)}::int[],
        ${reports.map(({ report }) => report.fraction)}::float8[],
        ${reports.map(({ points }) => (points === null ? 0 : points.firstIndex + points.risk.length))}::int[]
      ) AS told (id, sequence, fraction, points_done)
    ),
    moved AS (
      UPDATE runs SET fraction = told.fraction, sequence = told.sequence,
        points_done = greatest(runs.points_done, told.points_done)
      FROM told WHERE runs.id = told.id AND runs.state = 'running' AND runs.sequence < told.sequence
      RETURNING ${RUN_COLUMN_LIST}
    ),
    curve AS (
      INSERT INTO run_points (run_id, first_index, count, risk)
      SELECT points.* FROM unnest(
        ${curves.map(({ runId }) => runId)}::text[],
        ${curves.map(({ firstIndex }) => firstIndex)}::int[],
        ${curves.map(({ risk }) => risk.length)}::int[],
        ${curves.map(({ risk }) => bytesFromFloat64(risk))}::bytea[]
      ) AS points (id, first_index, count, risk) JOIN moved ON moved.id = points.id
      ON CONFLICT (run_id, first_index) DO UPDATE SET count = excluded.count, risk = excluded.risk
      WHERE run_points.count < excluded.count
    ),
    checkpoint AS (
      INSERT INTO checkpoints (run_id, fraction, data)
      SELECT moved.id, moved.fraction, latest.data FROM unnest(
        ${checkpoints.map(({ runId }) => runId)}::text[],
        ${checkpoints.map(({ data }) => data)}::bytea[]
      ) AS latest (id, data) JOIN moved ON moved.id = latest.id
      ON CONFLICT (run_id) DO UPDATE SET fraction = excluded.fraction, data = excluded.data
    )
    SELECT * FROM moved`.execute(transaction);
  const updates = new Map(rows.map((row) => [row.id, runUpdate(row)]));
  return new Map(
    reports.map(({ lease, points }) => {
      const update = updates.get(lease.runId) ?? null;
      return [lease.runId, { update, points: update === null ? null : points }];
    }),
  );
}

function riskPoints(
  specification: Lease['specification'],
  encoded: NonNullable<Report['points']>,
): RiskPoints {
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
