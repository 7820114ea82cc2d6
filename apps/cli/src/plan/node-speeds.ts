import type { NodeSummary } from '@crossover/protocol';
import type { Workforce } from './plan-output.ts';

/**
 * The threads of connected nodes, at the speeds that they have shown; those that have computed nothing yet are
 * taken to be as fast as this machine, which takes `secondsPerWork` for a unit of work. Nodes that get no runs now
 * do not count.
 */
export function workforceOf(
  nodes: readonly Pick<NodeSummary, 'threads' | 'speed' | 'state'>[],
  secondsPerWork: number,
): Workforce {
  const active = nodes.filter(({ state }) => state === 'active');
  const threads = active.reduce((sum, node) => sum + node.threads, 0);
  const workPerSecond = active.reduce(
    (sum, node) => sum + node.threads * (node.speed ?? 1 / secondsPerWork),
    0,
  );
  const unknown = active.filter(({ speed }) => speed === null).length;
  const known = active.length - unknown;
  const speeds = [
    ...(known > 0 ? [`${known === active.length ? '' : `${known} `}as fast as measured`] : []),
    ...(unknown > 0
      ? [`${unknown === active.length ? '' : `${unknown} `}taken to be as fast as this machine`]
      : []),
  ];
  return {
    threads,
    secondsPerWork: threads / workPerSecond,
    name: `${threads} threads of ${active.length} ${active.length === 1 ? 'node' : 'nodes'}, ${speeds.join(', ')}`,
  };
}
