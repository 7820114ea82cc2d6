import type { NodeSummary } from '@crossover/protocol';
import { columnLines } from '../terminal/columns.ts';

/** How a node stands: what was decided about it, or what it does. */
function standing({ state, connected, busyThreads }: NodeSummary): string {
  const decided = state === 'active' ? [] : [state];
  const does = !connected ? 'gone' : busyThreads > 0 ? 'computing' : 'idle';
  return [...decided, does].join(', ');
}

/** One node in one line, with the reason when it gets no runs. */
export function nodeLine(node: NodeSummary): string {
  const reason = node.reason === null ? '' : ` · ${node.reason}`;
  return `${node.id} (${node.name}) is ${node.state}: ${standing(node)}, ${node.runs.length} runs${reason}`;
}

/** Nodes in a table, one line each. */
export function nodeTable(nodes: readonly NodeSummary[]): string {
  return columnLines(
    ['NODE', 'NAME', 'STATE', 'THREADS', 'RUNS', 'SPEED', 'REASON'],
    nodes.map((node) => [
      node.id,
      node.name,
      standing(node),
      `${node.busyThreads}/${node.threads}`,
      String(node.runs.length),
      node.speed === null ? '–' : `${node.speed.toFixed(2)} ×`,
      node.reason ?? '',
    ]),
  );
}
