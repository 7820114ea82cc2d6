import type { ExperimentSummary } from '@crossover/protocol';
import type { MenuItem } from '../controls/action-menu.ts';
import { saveBlob } from '../controls/save-file.ts';
import type { Session } from '../model/session.ts';

/** Whether an experiment can be cancelled, or gone on with. */
export function availableActions({ state, runs }: ExperimentSummary): { cancel: boolean; resume: boolean } {
  const open = state === 'queued' || state === 'running';
  return { cancel: open, resume: !open && runs.cancelled + runs.failed > 0 };
}

/** The exports of an experiment as items of a menu; `report` is told what went wrong. */
export function exportItems(
  { id, runs }: ExperimentSummary,
  session: Session,
  report: (error: unknown) => void,
): MenuItem[] {
  const save = (format: 'csv' | 'json') => async (): Promise<void> => {
    try {
      const blob = await session.api?.results(id, format);
      if (blob !== undefined) saveBlob(blob, `${id}.${format}`);
    } catch (error) {
      report(error);
    }
  };
  const hint = `${runs.finished} of ${runs.total} runs are finished`;
  return [
    { label: 'CSV', hint: `one row for each run and time; ${hint}`, run: () => void save('csv')() },
    { label: 'JSON', hint: 'specifications, risks and overlaps', run: () => void save('json')() },
  ];
}
