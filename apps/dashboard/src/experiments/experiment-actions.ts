import type { ExperimentSummary, Priority } from '@crossover/protocol';
import type { ResultFormat } from '../connection/api.ts';
import type { MenuItem } from '../controls/action-menu.ts';
import { saveBlob } from '../controls/save-file.ts';
import type { Session } from '../model/session.ts';

/** What a button does to an experiment, and what stands on it. */
export const ACTION_WORDS = {
  pause: 'Pause',
  resume: 'Resume',
  retry: 'Retry failed',
  cancel: 'Cancel',
} as const;

/** What a button will do, where the word alone leaves it open. */
export const ACTION_HINTS: Readonly<Record<ExperimentAction, string>> = {
  pause: 'Gives out nothing more; what computes goes on to its end',
  resume: 'Goes on from the last checkpoints',
  retry: 'Tries the failed runs again',
  cancel: 'Stops the runs, each after a last checkpoint; Resume goes on from there',
};

/** The weights that an experiment can have beside others, in the order of the menu. */
export const PRIORITIES: readonly { readonly priority: Priority; readonly hint: string }[] = [
  { priority: 'high', hint: 'four times the share of a normal one' },
  { priority: 'normal', hint: 'an even share of the nodes' },
  { priority: 'low', hint: 'a quarter of the share of a normal one' },
];

export type ExperimentAction = keyof typeof ACTION_WORDS;

/** Whether something of it is still to be computed. */
export function isOpen({ state }: ExperimentSummary): boolean {
  return state === 'queued' || state === 'running' || state === 'paused';
}

/** What can be done to an experiment as it stands, in the order of the buttons. */
export function availableActions({ state, runs }: ExperimentSummary): ExperimentAction[] {
  const open = state === 'queued' || state === 'running';
  const stopped = state === 'paused' || state === 'cancelled';
  return [
    ...(open ? (['pause'] as const) : []),
    ...(stopped ? (['resume'] as const) : []),
    ...(!open && runs.failed > 0 ? (['retry'] as const) : []),
    ...(open || state === 'paused' ? (['cancel'] as const) : []),
  ];
}

const FORMATS: readonly { readonly format: ResultFormat; readonly label: string }[] = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'npz', label: 'NumPy archive' },
  { format: 'parquet', label: 'Parquet' },
];

/** The exports of an experiment as items of a menu; `report` is told what went wrong. */
export function exportItems(
  { id, runs }: ExperimentSummary,
  session: Session,
  report: (error: unknown) => void,
): MenuItem[] {
  const save = async (format: ResultFormat): Promise<void> => {
    try {
      const blob = await session.api?.results(id, format);
      if (blob !== undefined) saveBlob(blob, `${id}.${format}`);
    } catch (error) {
      report(error);
    }
  };
  const done = `${runs.finished} of ${runs.total} runs are finished`;
  const hints: Readonly<Record<ResultFormat, string>> = {
    csv: `one row for each run and time; ${done}`,
    json: 'specifications, risks and overlaps',
    npz: 'replicas together, for numpy.load',
    parquet: 'the rows of the CSV with their types',
  };
  return FORMATS.map(({ format, label }) => ({
    label,
    hint: hints[format],
    run: () => void save(format),
  }));
}
