import { MessageRefusedError } from '../errors.ts';
import { failure } from './execution.ts';
import type { NodeLogger } from './logger.ts';
import type { Outgoing } from './outbox.ts';
import type { RunInHand } from './run-in-hand.ts';
import { request, type NodeSocket } from './session.ts';

/** How the delivery of a run's messages came to a halt. */
export type DeliveryOutcome =
  /** Everything that is known so far has been acknowledged. */
  | 'emptied'
  /** The coordinator has acknowledged how the run ended. */
  | 'ended'
  /** The coordinator wants no more of this run. */
  | 'dropped'
  /** The connection broke or the coordinator is in trouble: to be tried again. */
  | 'interrupted';

const passingTrouble: ReadonlySet<string> = new Set([
  'internal',
  'unavailable',
  'shutting-down',
  'rate-limited',
]);

/** Sends what the coordinator does not know yet about a run, one message after the other, in order. */
export async function deliver(
  socket: NodeSocket,
  run: RunInHand,
  logger: NodeLogger,
): Promise<DeliveryOutcome> {
  for (let next = run.outbox.head(); next !== null && run.wanted; next = run.outbox.head()) {
    try {
      const wanted = await send(socket, next);
      run.outbox.acknowledge(next);
      if (next.event !== 'report') return 'ended';
      if (!wanted) return 'dropped';
    } catch (error) {
      if (!(error instanceof MessageRefusedError) || passingTrouble.has(error.code)) return 'interrupted';
      logger.warn(error.message);
      if (refusalEndsRun(next, error.code)) return 'dropped';
      run.outbox.acknowledge(next);
      if (next.event === 'complete') {
        const damagedOnTheWay = error.code === 'digest-mismatch';
        run.outbox.end(failure(run.lease, error.name, error.message, damagedOnTheWay));
      }
    }
  }
  return 'emptied';
}

/** Whether the coordinator still wants this run. */
async function send(socket: NodeSocket, { event, message }: Outgoing): Promise<boolean> {
  switch (event) {
    case 'report':
      return (await request(socket, event, message)).continue;
    case 'complete':
      await request(socket, event, message);
      return false;
    case 'fail':
      await request(socket, event, message);
      return false;
    case 'release':
      await request(socket, event, message);
      return false;
  }
}

/** A refused report can be left out, a refused result becomes a failure; nothing else is left to say. */
function refusalEndsRun({ event }: Outgoing, code: string): boolean {
  return code === 'unknown-run' || code === 'conflict' || event === 'fail' || event === 'release';
}
