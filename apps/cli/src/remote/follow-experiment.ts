import { io, type Socket } from 'socket.io-client';
import {
  NAMESPACES,
  PROTOCOL_VERSION,
  coordinatorToViewerEvents,
  viewerEvents,
  wireErrorSchema,
  type CoordinatorToViewerEvents,
  type ExperimentSummary,
  type ViewerHandshake,
  type ViewerToCoordinatorEvents,
} from '@crossover/protocol';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import type { CoordinatorAddress } from './coordinator-client.ts';

/** Before a connection that the coordinator has ended is tried again. */
const PAUSE_MILLISECONDS = 500;

type ViewerSocket = Socket<CoordinatorToViewerEvents, ViewerToCoordinatorEvents>;

/** Whether nothing more will happen to an experiment by itself. */
export function hasEnded({ state }: ExperimentSummary): boolean {
  return state !== 'queued' && state !== 'running' && state !== 'paused';
}

/**
 * Follows one experiment over the viewers' socket until it has ended, through any number of
 * reconnections.
 *
 * @param onChange called with each new summary
 * @throws UsageError when the coordinator refuses the token, FailureError when the experiment is removed
 */
export async function followExperiment(
  address: CoordinatorAddress,
  experimentId: string,
  signal: AbortSignal,
  onChange: (summary: ExperimentSummary) => void,
): Promise<ExperimentSummary> {
  const { promise, resolve, reject } = Promise.withResolvers<ExperimentSummary>();
  const { url } = address;
  const socket: ViewerSocket = io(new URL(NAMESPACES.viewers, url).href, {
    transports: ['websocket'],
    // Looked at anew for each connection: it may have been replaced since the last one.
    auth: (send) =>
      send({ token: address.token, protocolVersion: PROTOCOL_VERSION } satisfies ViewerHandshake),
    forceNew: true,
  });
  const look = (experiments: readonly ExperimentSummary[]): void => {
    const summary = experiments.find(({ id }) => id === experimentId);
    if (summary === undefined) return;
    onChange(summary);
    if (hasEnded(summary)) resolve(summary);
  };
  socket.on('connect', () => {
    socket.emit('watch', { experimentId: null }, (reply: unknown) => {
      const { data } = viewerEvents.watch.answer.safeParse(reply);
      if (data?.ok === true) look(data.experiments);
    });
  });
  socket.on('frame', (message: unknown, acknowledge) => {
    const { data } = coordinatorToViewerEvents.frame.message.safeParse(message);
    acknowledge({ ok: true });
    if (data === undefined) return;
    if (data.removed.includes(experimentId)) {
      reject(new FailureError(messages.experimentRemoved(experimentId)));
    }
    look(data.experiments);
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const { data } = wireErrorSchema.safeParse(error.data);
    // Anything but a refusal passes: socket.io tries again.
    if (data === undefined) return;
    const text = messages.connectionRefused(url, data.code, data.message);
    reject(data.code === 'unauthorized' ? new UsageError(text) : new FailureError(text));
  });
  let pause: NodeJS.Timeout | undefined;
  socket.on('disconnect', (reason) => {
    // What the server ended on purpose, as when its token is replaced, is not tried again by the library.
    if (reason === 'io server disconnect') pause = setTimeout(() => socket.connect(), PAUSE_MILLISECONDS);
  });
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    clearTimeout(pause);
    socket.disconnect();
  }
}
