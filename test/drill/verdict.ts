import type { DrillLaboratory } from './drill-laboratory.ts';
import { short } from './wire/ledger.ts';
import type { UndisturbedRun } from './workload.ts';

/** Words of faults that a program had not foreseen. */
const UNFORESEEN = /.*(?:unhandled|uncaught|TypeError|ReferenceError|RangeError|heap out of memory).*/giu;

/** After the end: what of the experiment is not as if nothing had happened. */
export async function judge(
  laboratory: DrillLaboratory,
  experimentId: string,
  expected: ReadonlyMap<string, UndisturbedRun>,
): Promise<string[]> {
  const violations: string[] = [];
  const accepted = laboratory.ledger.results();
  for (const coordinator of laboratory.coordinators.filter(({ isRunning }) => isRunning)) {
    const { summary, runs, points } = await coordinator.detail(experimentId);
    if (summary.runs.finished !== expected.size || runs.length !== expected.size) {
      violations.push(`counted wrongly: ${summary.runs.finished} of ${runs.length} runs are finished`);
    }
    for (const [runId, undisturbed] of expected) {
      const bytes = await coordinator.resultBytes(runId).catch(() => undefined);
      if (bytes === undefined) violations.push(`lost: there is no result of ${short(runId)}`);
      else if (!Buffer.from(bytes).equals(undisturbed.bytes)) {
        violations.push(`changed: the result of ${short(runId)} has other bits`);
      }
      const promised = accepted.get(runId);
      if (promised !== undefined && promised !== undisturbed.digest) {
        violations.push(`changed: a result of ${short(runId)} with other bits was accepted`);
      }
      const curve: number[] = [];
      for (const piece of points.filter((piece) => piece.runId === runId)) {
        piece.risk.forEach((risk, index) => (curve[piece.firstIndex + index] = risk));
      }
      if (!undisturbed.risk.every((risk, index) => Object.is(risk, curve[index]))) {
        violations.push(`changed: the curve of ${short(runId)} is another one`);
      }
    }
    const { failures } = await coordinator.request<{ failures: { error: { message: string } }[] }>(
      'GET',
      `/api/experiments/${experimentId}/failures`,
    );
    for (const failure of failures) violations.push(`held against a run: ${JSON.stringify(failure)}`);
  }
  return [...new Set(violations)];
}

/** What went wrong with the processes themselves, apart from what was done to them. */
export function judgeProcesses(laboratory: DrillLaboratory): string[] {
  const ended = laboratory.programs.flatMap(({ endedUnasked }) => endedUnasked ?? []);
  const unforeseen = new Set(laboratory.logs().match(UNFORESEEN));
  return [
    ...ended.map((how) => `died: ${how}`),
    ...[...unforeseen].map((line) => `unforeseen: ${line.slice(0, 1000)}`),
  ];
}
