import type { NodeSummary } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/**
 * A node by its id, or by its name where that says which.
 *
 * @throws UsageError when there is none, or several have the name
 */
export function findNode(nodes: readonly NodeSummary[], wanted: string): NodeSummary {
  const byId = nodes.find(({ id }) => id === wanted);
  if (byId !== undefined) return byId;
  const [found, ...others] = nodes.filter(({ name }) => name === wanted);
  if (found !== undefined && others.length === 0) return found;
  const ids = (found === undefined ? nodes : [found, ...others]).map(({ id }) => id);
  throw new UsageError(
    found === undefined ? messages.noSuchNode(wanted, ids) : messages.severalNodes(wanted, ids),
  );
}
