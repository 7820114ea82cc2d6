import { createServer, type AddressInfo } from 'node:net';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import { composeReport, type ConformanceReport } from '../report/conformance-report.ts';
import { nodeRequirements } from '../requirements/index.ts';
import { runChecks } from '../run-checks.ts';
import { nodeChecks } from './checks/index.ts';
import { nodeDefaults, type NodeCheckOptions } from './options.ts';
import { newToken, NodeStage } from './stage.ts';
import { startCommand } from './start-command.ts';

/**
 * Plays a coordinator with a node, and says which obligations the node keeps. For each check a node is
 * started anew, if that can be done, and asked to leave after it.
 *
 * @throws {CannotCheckError} when no node connects
 */
export async function checkNode(options: NodeCheckOptions): Promise<ConformanceReport> {
  const { start, startsAnew = true } = options;
  const patienceMilliseconds = options.patienceMilliseconds ?? nodeDefaults.patienceMilliseconds;
  const port = options.port ?? (startsAnew ? 0 : await freePort());
  const surroundings = {
    start: typeof start === 'function' ? start : startCommand(start),
    startsAnew,
    token: newToken(),
    port,
    connectMilliseconds: options.connectMilliseconds ?? patienceMilliseconds,
    patienceMilliseconds,
    computed: new Map(),
    signal: options.signal,
  };
  // Two coordinators cannot be played on one port.
  const atOnce = port === 0 ? (options.atOnce ?? nodeDefaults.atOnce) : 1;
  const outcomes = await runChecks(nodeChecks, () => NodeStage.open(surroundings), options, atOnce);
  return composeReport('node', PROTOCOL_VERSION, nodeRequirements, outcomes);
}

/** A port that nobody listens on, for a node that comes back to it again and again. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
