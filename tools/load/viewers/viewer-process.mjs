import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { io } from 'socket.io-client';
import { obey } from '../obey.mjs';
import { Progress } from './progress.mjs';

const PATIENCE_MILLISECONDS = 600_000;

const sockets = [];
let frames = 0;
const progresses = [];

/** Viewers that acknowledge every frame at once, and note what they are shown of one experiment. */
obey({
  async connect({ url, token, count }) {
    for (let index = 0; index < count; index += 1) sockets.push(await connected(url, token));
  },
  async watch({ experimentId }) {
    progresses.length = 0;
    await Promise.all(
      sockets.map(async (socket) => {
        const progress = new Progress(experimentId);
        progresses.push(progress);
        socket.removeAllListeners('frame');
        socket.on('frame', (frame, acknowledge) => {
          acknowledge({ ok: true });
          frames += 1;
          progress.see(frame.experiments);
        });
        const answer = await socket.timeout(PATIENCE_MILLISECONDS).emitWithAck('watch', { experimentId });
        if (!answer.ok) throw new Error(`watch: ${answer.error.code} ${answer.error.message}`);
        progress.see(answer.experiments);
      }),
    );
  },
  /** What the first of them has been shown, and when; and how many frames all of them got. */
  seen() {
    return { sightings: progresses[0].sightings, frames };
  },
  /** Viewers whose connection has ended. */
  lost() {
    return sockets.filter(({ connected: isConnected }) => !isConnected).length;
  },
});

function connected(url, token) {
  const socket = io(url + NAMESPACES.viewers, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, protocolVersion: PROTOCOL_VERSION },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket)).once('connect_error', reject);
  });
}
