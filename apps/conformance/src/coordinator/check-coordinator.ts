import { randomInt } from 'node:crypto';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import { CannotCheckError } from '../errors.ts';
import { messages } from '../messages.ts';
import { composeReport, type ConformanceReport } from '../report/conformance-report.ts';
import { coordinatorRequirements } from '../requirements/index.ts';
import { runChecks } from '../run-checks.ts';
import { until } from '../until.ts';
import { coordinatorChecks } from './checks/index.ts';
import { coordinatorDefaults, type CoordinatorCheckOptions, type CoordinatorUnderTest } from './options.ts';
import { HttpClient } from './peers/http-client.ts';
import { CoordinatorStage } from './stage.ts';

/** Seeds of runs are integers; there is room for the numbers of the experiments behind it. */
const SEEDS = 2 ** 31 - 1_000;
const LEAVING_MILLISECONDS = 1_000;

/**
 * Plays nodes and viewers against a coordinator that is running, and says which obligations it keeps. It
 * submits small experiments of its own, named conformance-…, and removes them; the nodes that it plays
 * remain in the coordinator's list for a while as disconnected.
 *
 * @throws {CannotCheckError} when the coordinator cannot be reached, or is at work for somebody else
 */
export async function checkCoordinator(options: CoordinatorCheckOptions): Promise<ConformanceReport> {
  const { url, operatorToken, viewerToken, nodeToken } = options;
  const coordinator: CoordinatorUnderTest = {
    url,
    operatorToken,
    viewerToken,
    nodeToken,
    graceMilliseconds: options.graceMilliseconds ?? coordinatorDefaults.graceMilliseconds,
    patienceMilliseconds: options.patienceMilliseconds ?? coordinatorDefaults.patienceMilliseconds,
  };
  await expectIdle(new HttpClient(coordinator));
  const numbering = { seed: options.seed ?? randomInt(SEEDS), next: 0 };
  const openStage = () => Promise.resolve(new CoordinatorStage(coordinator, numbering));
  const outcomes = await runChecks(coordinatorChecks, openStage, options);
  return composeReport('coordinator', PROTOCOL_VERSION, coordinatorRequirements, outcomes);
}

/** The runs of the suite must come to its own nodes, and no others to them. */
async function expectIdle(http: HttpClient): Promise<void> {
  const experiments = await http.experiments();
  const atWork = experiments.filter(({ state }) => state === 'queued' || state === 'running');
  if (atWork.length > 0) throw new CannotCheckError(messages.otherWork(atWork.map(({ id }) => id)));
  const present = async () =>
    (await http.nodes()).filter(({ connected, state }) => connected && state === 'active');
  // Those of a suite that has just ended may still be leaving.
  const areGone = await until(async () => (await present()).length === 0, LEAVING_MILLISECONDS);
  if (areGone) return;
  throw new CannotCheckError(messages.otherNodes((await present()).map(({ name }) => name)));
}
