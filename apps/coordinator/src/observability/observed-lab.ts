import type { ExperimentSummary, NodeSummary } from '@crossover/protocol';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { Remembered } from './remembered.ts';
import type { Observed } from './metrics.ts';

/** Counting all runs takes a while in a large laboratory: whoever asks sooner gets the same answer. */
const COUNT_MILLISECONDS = 2_000;

interface LabSources extends Pick<Observed, 'viewers' | 'networkBytes'> {
  readonly database: Kysely<StoreSchema>;
  experiments(): readonly ExperimentSummary[];
  nodes(): readonly NodeSummary[];
}

/** Where a coordinator looks when it is asked for its measurements. */
export function observedLab(sources: LabSources): Observed {
  const { database } = sources;
  const runs = new Remembered(COUNT_MILLISECONDS, () => countRuns(database));
  const connected = () => sources.nodes().filter((node) => node.connected);
  return {
    runsByState: () => runs.get().catch(() => undefined),
    experimentsByState: () => countBy(sources.experiments(), ({ state }) => state),
    nodesByState: () => countBy(sources.nodes(), (node) => (node.connected ? node.state : 'disconnected')),
    threads() {
      const sum = (value: (node: NodeSummary) => number) =>
        connected().reduce((total, node) => total + value(node), 0);
      const busy = sum(({ busyThreads }) => busyThreads);
      return { busy, idle: sum(({ threads }) => threads) - busy };
    },
    viewers: () => sources.viewers(),
    networkBytes: () => sources.networkBytes(),
  };
}

async function countRuns(database: Kysely<StoreSchema>): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .selectFrom('runs')
    .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
