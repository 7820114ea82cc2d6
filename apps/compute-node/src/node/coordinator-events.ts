import { coordinatorToNodeEvents, type Lease } from '@crossover/protocol';
import * as messages from '../messages.ts';
import type { NodeLogger } from './logger.ts';
import type { NodeSocket } from './session.ts';

/** What the coordinator may ask of a node. */
export interface CoordinatorRequests {
  workAvailable(): void;
  /** `graceful`: after a last report with a checkpoint. */
  cancel(lease: Lease, graceful: boolean): void;
}

/** Listens to the coordinator. A message that does not follow the protocol is refused, and harms nothing. */
export function handleCoordinatorEvents(
  socket: NodeSocket,
  logger: NodeLogger,
  requests: CoordinatorRequests,
): void {
  socket.on('work-available', (_message: unknown, acknowledge: unknown) => {
    answer(acknowledge, { ok: true });
    requests.workAvailable();
  });
  socket.on('cancel', (message: unknown, acknowledge: unknown) => {
    const parsed = coordinatorToNodeEvents.cancel.message.safeParse(message);
    if (!parsed.success) {
      logger.warn(messages.malformedMessage('cancel'));
      answer(acknowledge, {
        ok: false,
        error: { code: 'invalid-message', message: messages.malformedMessage('cancel') },
      });
      return;
    }
    answer(acknowledge, { ok: true });
    const { graceful, ...lease } = parsed.data;
    requests.cancel(lease, graceful);
  });
}

type Acknowledge = (reply: object) => void;

/** The types promise a callback; the wire does not. */
function answer(acknowledge: unknown, reply: object): void {
  if (typeof acknowledge === 'function') (acknowledge as Acknowledge)(reply);
}
